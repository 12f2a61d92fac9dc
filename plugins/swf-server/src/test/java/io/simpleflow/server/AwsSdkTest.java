package io.simpleflow.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.engine.SystemTimekeeper;
import io.simpleflow.local.store.DomainStore;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.Synchronous;
import io.simpleflow.spi.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.CloseStatus;
import software.amazon.awssdk.services.swf.model.Decision;
import software.amazon.awssdk.services.swf.model.DecisionType;
import software.amazon.awssdk.services.swf.model.DomainAlreadyExistsException;
import software.amazon.awssdk.services.swf.model.EventType;
import software.amazon.awssdk.services.swf.model.HistoryEvent;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;
import software.amazon.awssdk.services.swf.model.PollForDecisionTaskResponse;
import software.amazon.awssdk.services.swf.model.RegistrationStatus;
import software.amazon.awssdk.services.swf.model.SwfException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;
import software.amazon.awssdk.services.swf.model.WorkflowExecutionAlreadyStartedException;

/** The AWS SDK for Java against a server with a file. */
class AwsSdkTest {
  @TempDir private Path folder;

  /** A server on the file, and a client of it. */
  private final class Session implements AutoCloseable {
    private final Timekeeper timekeeper = new SystemTimekeeper();
    private final DomainStore store =
        SqliteStore.openDomains(folder.resolve("server.db"), Synchronous.NORMAL);
    private final SwfServer server =
        SwfServer.start(ServerOptions.of(store, timekeeper).withDomains(List.of("d")));
    private final SwfClient swf =
        SwfClient.builder()
            .endpointOverride(server.address())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClient(
                UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(70)).build())
            .build();

    String start(String workflowId) {
      return swf.startWorkflowExecution(
              start ->
                  start
                      .domain("d")
                      .workflowId(workflowId)
                      .workflowType(type -> type.name("w").version("1"))
                      .tagList("sdk"))
          .runId();
    }

    PollForDecisionTaskResponse decisionTask() {
      return swf.pollForDecisionTask(
          poll -> poll.domain("d").taskList(list -> list.name("decisions")).identity("decider"));
    }

    void decide(String token, Decision... decisions) {
      swf.respondDecisionTaskCompleted(
          respond -> respond.taskToken(token).decisions(List.of(decisions)));
    }

    PollForActivityTaskResponse activityTask() {
      return swf.pollForActivityTask(
          poll -> poll.domain("d").taskList(list -> list.name("activities")));
    }

    void registerTypes() {
      swf.registerWorkflowType(
          type ->
              type.domain("d")
                  .name("w")
                  .version("1")
                  .defaultTaskList(list -> list.name("decisions"))
                  .defaultChildPolicy("TERMINATE")
                  .defaultTaskStartToCloseTimeout("60")
                  .defaultExecutionStartToCloseTimeout("600"));
      swf.registerActivityType(
          type ->
              type.domain("d")
                  .name("a")
                  .version("1")
                  .defaultTaskList(list -> list.name("activities"))
                  .defaultTaskScheduleToStartTimeout("NONE")
                  .defaultTaskScheduleToCloseTimeout("NONE")
                  .defaultTaskStartToCloseTimeout("60")
                  .defaultTaskHeartbeatTimeout("NONE"));
    }

    @Override
    public void close() {
      swf.close();
      server.close();
      store.close();
      timekeeper.close();
    }
  }

  private static Decision schedule(String activityId) {
    return Decision.builder()
        .decisionType(DecisionType.SCHEDULE_ACTIVITY_TASK)
        .scheduleActivityTaskDecisionAttributes(
            task ->
                task.activityId(activityId)
                    .activityType(type -> type.name("a").version("1"))
                    .input("in"))
        .build();
  }

  private static Decision complete() {
    return Decision.builder()
        .decisionType(DecisionType.COMPLETE_WORKFLOW_EXECUTION)
        .completeWorkflowExecutionDecisionAttributes(end -> end.result("done"))
        .build();
  }

  @Test
  void aWorkflowGoesOnWhereItWasWhenTheServerIsStartedAgain() {
    String runId;
    String decisionToken;
    try (Session session = new Session()) {
      session.registerTypes();
      runId = session.start("one");
      decisionToken = session.decisionTask().taskToken();
    }
    String activityToken;
    try (Session session = new Session()) {
      session.decide(decisionToken, schedule("1"));
      activityToken = session.activityTask().taskToken();
    }
    try (Session session = new Session()) {
      session.swf.respondActivityTaskCompleted(
          respond -> respond.taskToken(activityToken).result("42"));
      PollForDecisionTaskResponse task = session.decisionTask();
      assertThat(task.events())
          .extracting(HistoryEvent::eventType)
          .contains(EventType.ACTIVITY_TASK_COMPLETED);
      session.decide(task.taskToken(), complete());
      assertThat(
              session
                  .swf
                  .describeWorkflowExecution(
                      describe ->
                          describe
                              .domain("d")
                              .execution(each -> each.workflowId("one").runId(runId)))
                  .executionInfo()
                  .closeStatus())
          .isEqualTo(CloseStatus.COMPLETED);
    }
  }

  @Test
  void faultsAreTheExceptionsOfTheSdk() {
    try (Session session = new Session()) {
      session.registerTypes();
      session.start("one");
      assertThatThrownBy(() -> session.start("one"))
          .isInstanceOf(WorkflowExecutionAlreadyStartedException.class);
      assertThatThrownBy(
              () ->
                  session.swf.registerDomain(
                      domain -> domain.name("d").workflowExecutionRetentionPeriodInDays("1")))
          .isInstanceOf(DomainAlreadyExistsException.class);
      assertThatThrownBy(() -> session.swf.describeDomain(domain -> domain.name("nope")))
          .isInstanceOf(UnknownResourceException.class)
          .hasMessageContaining("Unknown domain: nope");
      assertThatThrownBy(
              () -> session.swf.registerDomain(domain -> domain.name("").description("x")))
          .isInstanceOfSatisfying(
              SwfException.class,
              e -> {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
                assertThat(e.statusCode()).isEqualTo(400);
                assertThat(e.requestId()).isNotBlank();
              });
    }
  }

  @Test
  void thePagesOfTheSdkHaveEverythingOnce() {
    try (Session session = new Session()) {
      session.registerTypes();
      List<String> all = IntStream.range(0, 7).mapToObj(i -> "w" + i).toList();
      all.forEach(session::start);
      assertThat(
              session
                  .swf
                  .listOpenWorkflowExecutionsPaginator(
                      list ->
                          list.domain("d")
                              .startTimeFilter(time -> time.oldestDate(Instant.EPOCH))
                              .maximumPageSize(3))
                  .executionInfos()
                  .stream()
                  .map(info -> info.execution().workflowId()))
          .containsExactlyInAnyOrderElementsOf(all);
      assertThat(
              session
                  .swf
                  .listWorkflowTypesPaginator(
                      list ->
                          list.domain("d")
                              .registrationStatus(RegistrationStatus.REGISTERED)
                              .maximumPageSize(1))
                  .typeInfos())
          .hasSize(1);
    }
  }
}
