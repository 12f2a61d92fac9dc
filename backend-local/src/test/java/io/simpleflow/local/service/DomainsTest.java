package io.simpleflow.local.service;

import static io.simpleflow.local.service.Scene.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.simpleflow.ExecutionId;
import io.simpleflow.StaleTaskException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.local.service.ServiceFault.Kind;
import io.simpleflow.local.store.DomainStore;
import io.simpleflow.local.store.RegisteredDomain;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.Synchronous;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.StartRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainsTest {
  @TempDir Path folder;
  private final SteppedTimekeeper clock = new SteppedTimekeeper(Scene.START);
  private DomainStore store;
  private Domains domains;

  @BeforeEach
  void open() {
    store = SqliteStore.openDomains(folder.resolve("server.db"), Synchronous.NORMAL);
    domains = new Domains(store, clock, List.of());
  }

  @AfterEach
  void close() {
    domains.close();
    store.close();
  }

  private void reopen() {
    close();
    open();
  }

  private RegisteredDomain register(String name, String retentionDays) {
    RegisteredDomain domain =
        new RegisteredDomain(
            name,
            Optional.of("about " + name),
            retentionDays,
            clock.instant(),
            Optional.empty(),
            Map.of("team", "one"));
    domains.register(domain);
    return domain;
  }

  private Scene scene(String domain) {
    return new Scene(domains.service(domain), clock);
  }

  private static void assertFault(Kind kind, ThrowingCallable operation) {
    assertThatThrownBy(operation)
        .isInstanceOfSatisfying(
            ServiceFault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
  }

  @Test
  void keepsTheDomainsThatAreRegistered() {
    assertThat(domains.list()).isEmpty();
    RegisteredDomain b = register("b", "NONE");
    RegisteredDomain a = register("a", "30");
    reopen();

    assertThat(domains.list()).containsExactly(a, b);
    assertThat(domains.find("a")).contains(a);
    assertFault(Kind.DOMAIN_ALREADY_EXISTS, () -> register("a", "7"));
    assertFault(Kind.UNKNOWN_RESOURCE, () -> domains.service("c"));
  }

  @Test
  void deprecatesADomainWithItsTypes() {
    register("a", "30");
    Scene scene = scene("a");
    domains.deprecate("a", true);
    reopen();

    assertThat(domains.find("a").orElseThrow().deprecated()).contains(Scene.START);
    assertFault(Kind.DOMAIN_DEPRECATED, () -> domains.deprecate("a", true));
    WorkflowService service = domains.service("a");
    assertThat(service.types().workflows().all())
        .hasSize(2)
        .allMatch(type -> type.deprecated().isPresent());
    assertFault(
        Kind.TYPE_DEPRECATED, () -> service.start(StartRequest.of("w", Scene.WORKFLOW, null)));
    service.types().activities().deprecate(Scene.ACTIVITY, false);
    service.types().activities().deprecate(Scene.ACTIVITY, true);
    service.types().activities().delete(Scene.ACTIVITY);
    assertFault(
        Kind.DOMAIN_DEPRECATED,
        () ->
            service
                .types()
                .activities()
                .registerNew(
                    scene.service.types().find(Scene.ACTIVITY).orElseThrow(), Optional.empty()));

    domains.deprecate("a", false);
    assertFault(Kind.DOMAIN_ALREADY_EXISTS, () -> domains.deprecate("a", false));
    assertThat(domains.find("a").orElseThrow().deprecated()).isEmpty();
  }

  @Test
  void tagsDomains() {
    register("a", "30");
    domains.tag("a", Map.of("team", "two", "cost", ""));
    reopen();
    assertThat(domains.tags("a")).isEqualTo(Map.of("team", "two", "cost", ""));
    domains.untag("a", List.of("team", "unknown"));
    reopen();

    assertThat(domains.tags("a")).isEqualTo(Map.of("cost", ""));
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      many.put("key " + i, "value");
    }
    assertFault(Kind.TOO_MANY_TAGS, () -> domains.tag("a", many));
    assertFault(Kind.UNKNOWN_RESOURCE, () -> domains.tags("b"));
  }

  @Test
  void keepsDomainsApart() throws Exception {
    register("a", "30");
    register("b", "30");
    Scene a = scene("a");
    ExecutionId inA = a.start("same id");
    assertThatThrownBy(() -> domains.service("b").start(StartRequest.of("w", Scene.WORKFLOW, null)))
        .isInstanceOf(TaskNotFoundException.class);
    Scene b = scene("b");
    ExecutionId inB = b.start("same id");

    assertThat(a.decisionTask().execution()).isEqualTo(inA);
    assertThat(a.pollDecision()).isEmpty();
    assertThat(b.service.histories().list(ExecutionFilter.all()))
        .singleElement()
        .satisfies(info -> assertThat(info.execution()).isEqualTo(inB));
    assertThat(b.service.histories().count(ExecutionFilter.all())).isEqualTo(1);
  }

  @Test
  void findsTheServiceOfATask() throws Exception {
    register("a", "30");
    register("b", "30");
    Scene a = scene("a");
    Scene b = scene("b");
    a.start("w");
    b.start("w");
    String inA = a.decisionTask().taskToken();
    String inB = b.decisionTask().taskToken();

    assertThat(domains.serviceOf(inA)).isSameAs(a.service);
    assertThat(domains.serviceOf(inB)).isSameAs(b.service);
    a.service.terminate("w", null, null, null, Optional.empty());
    assertThatThrownBy(() -> domains.serviceOf(inA)).isInstanceOf(StaleTaskException.class);
    assertThatThrownBy(() -> domains.serviceOf("nonsense"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deletesClosedExecutionsThatAreKeptNoLonger() throws Exception {
    register("short", "2");
    register("none", "NONE");
    Scene keeps = scene("short");
    Scene forgets = scene("none");
    ExecutionId open = keeps.startWithin("open", "31536000");
    keeps.decide();
    for (Scene scene : List.of(keeps, forgets)) {
      for (int i = 0; i < 50; i++) {
        scene.start("closed" + i);
        scene.decide(new CompleteWorkflowExecution(null));
      }
    }
    clock.advance(java.time.Duration.ofMinutes(2));
    await().until(() -> forgets.service.histories().count(ExecutionFilter.all()) == 0);
    assertThat(keeps.service.histories().count(ExecutionFilter.all())).isEqualTo(51);

    for (int hour = 0; hour < 49; hour++) {
      clock.advance(java.time.Duration.ofHours(1));
    }
    await()
        .until(
            () -> {
              clock.advance(java.time.Duration.ofMinutes(1));
              return keeps.service.histories().count(ExecutionFilter.all()) == 1;
            });
    assertThat(keeps.events(open)).hasSize(4);
  }

  @Test
  void goesOnAfterARestart() throws Exception {
    register("a", "30");
    Scene before = scene("a");
    ExecutionId execution = before.start("w");
    before.decide(schedule("one"), schedule("two"));
    ActivityTask one = before.activityTask();
    reopen();

    Scene after = scene("a");
    after.service.respondActivityTaskCompleted(one.taskToken(), "result");
    assertThatThrownBy(() -> after.service.respondActivityTaskCompleted(one.taskToken(), "result"))
        .isInstanceOf(StaleTaskException.class);
    assertThat(after.activityTask().activityId()).isEqualTo("two");
    assertThat(after.pollActivity()).isEmpty();
    after.decide(new CompleteWorkflowExecution("done"));
    assertThat(after.names(execution, 1)).endsWith("WorkflowExecutionCompleted");
  }
}
