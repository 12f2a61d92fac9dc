package io.simpleflow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.StoreException;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.store.DomainStore;
import io.simpleflow.local.store.RegisteredDomain;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.Synchronous;
import io.simpleflow.spi.Backend;
import io.simpleflow.spi.BackendProvider;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.LambdaFunction;
import io.simpleflow.spi.Settings;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.TaskRegistry;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import io.simpleflow.spi.TaskService;
import io.simpleflow.testkit.ManualTimekeeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalBackendProviderTest {
  private static final WorkflowType TYPE = new WorkflowType("w", "1");

  @TempDir Path folder;
  private final LocalBackendProvider provider = new LocalBackendProvider();

  private Backend open(Access access, Map<String, String> environment) {
    return provider.open(
        Settings.resolve(provider, Map.of(), environment), access, new ManualTimekeeper());
  }

  private static ExecutionId start(Backend backend) {
    backend
        .registry()
        .register(
            new WorkflowTypeDefaults(
                TYPE,
                Optional.of("list"),
                Optional.of("60"),
                Optional.of("60"),
                Optional.of(ChildPolicy.TERMINATE),
                Optional.empty(),
                Optional.empty()));
    AtomicReference<@Nullable TaskService> service = new AtomicReference<>();
    assertThatThrownBy(() -> backend.executor(new Capture(service)))
        .isInstanceOf(UnsupportedOperationException.class);
    return Objects.requireNonNull(service.get()).start(StartRequest.of("w", TYPE, null));
  }

  /** An engine that only looks at what it is to drive. */
  private record Capture(AtomicReference<@Nullable TaskService> service)
      implements ExecutorEnvironment {
    @Override
    public TaskCatalog tasks() {
      throw new UnsupportedOperationException();
    }

    @Override
    public DataConverter converter() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<LambdaFunction> lambdaFunctions() {
      return List.of();
    }

    @Override
    public Executor drive(TaskService service, HistorySource histories, TaskRegistry registry) {
      service().set(service);
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void isFoundByName() {
    assertThat(
            ServiceLoader.load(BackendProvider.class).stream()
                .map(each -> each.get().name())
                .filter("local"::equals))
        .hasSize(1);
  }

  @Test
  void keepsHistoriesInTheHomeFolder() {
    Map<String, String> environment = Map.of("SIMPLEFLOW_HOME", folder.resolve("home").toString());
    ExecutionId execution;
    try (Backend backend = open(Access.WRITE, environment)) {
      execution = start(backend);
    }
    assertThat(folder.resolve("home/local.db")).isRegularFile();
    try (Backend backend = open(Access.READ, environment)) {
      assertThat(backend.histories().latest(Optional.empty())).contains(execution);
      assertThat(backend.histories().events(execution)).hasSize(2);
      assertThat(backend.registry().find(TYPE)).isPresent();
      assertThat(backend.domain()).isEqualTo("local");
    }
  }

  @Test
  void keepsHistoriesInTheFileThatIsNamed() {
    Path file = folder.resolve("my.db");
    try (Backend backend = open(Access.WRITE, Map.of("SIMPLEFLOW_STORE", file.toString()))) {
      start(backend);
      try (Backend reader = open(Access.READ, Map.of("SIMPLEFLOW_STORE", file.toString()))) {
        assertThat(reader.histories().list(ExecutionFilter.all())).hasSize(1);
      }
    }
    assertThat(file).isRegularFile();
  }

  @Test
  void keepsNothingInMemory() throws Exception {
    Map<String, String> environment =
        Map.of("SIMPLEFLOW_STORE", "memory", "SIMPLEFLOW_HOME", folder.toString());
    try (Backend backend = open(Access.WRITE, environment)) {
      start(backend);
    }
    try (Backend backend = open(Access.READ, environment)) {
      assertThat(backend.histories().list(ExecutionFilter.all())).isEmpty();
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void readsNothingWhereNothingIsAndMakesNothing() throws Exception {
    try (Backend backend = open(Access.READ, Map.of("SIMPLEFLOW_HOME", folder + "/none"))) {
      assertThat(backend.histories().latest(Optional.empty())).isEmpty();
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void runsNothingWhereItOnlyReads() {
    try (Backend backend = open(Access.READ, Map.of("SIMPLEFLOW_HOME", folder.toString()))) {
      assertThatThrownBy(() -> start(backend)).isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> backend.executor(new Capture(new AtomicReference<>())))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("to read histories");
    }
  }

  @Test
  void worksInAnotherDomainOfAFileIfTold() {
    Path file = folder.resolve("server.db");
    try (DomainStore domains = SqliteStore.openDomains(file, Synchronous.NORMAL)) {
      domains.write(
          new RegisteredDomain(
              "elsewhere", Optional.empty(), "30", Instant.EPOCH, Optional.empty(), Map.of()));
    }
    Map<String, String> elsewhere =
        Map.of("SIMPLEFLOW_STORE", file.toString(), "SIMPLEFLOW_LOCAL_DOMAIN", "elsewhere");
    ExecutionId execution;
    try (Backend backend = open(Access.WRITE, elsewhere)) {
      execution = start(backend);
    }
    try (Backend backend = open(Access.READ, elsewhere)) {
      assertThat(backend.domain()).isEqualTo("elsewhere");
      assertThat(backend.histories().latest(Optional.empty())).contains(execution);
    }
    try (Backend backend = open(Access.READ, Map.of("SIMPLEFLOW_STORE", file.toString()))) {
      assertThat(backend.histories().latest(Optional.empty())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Access.class)
  void refusesADomainThatIsNotThereAndMakesNothing(Access access) throws Exception {
    Map<String, String> settings =
        Map.of("SIMPLEFLOW_HOME", folder.toString(), "SIMPLEFLOW_LOCAL_DOMAIN", "elsewhere");
    assertThatThrownBy(() -> open(access, settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no domain 'elsewhere'")
        .hasMessageEndingWith("it has none");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
    open(Access.WRITE, Map.of("SIMPLEFLOW_HOME", folder.toString())).close();
    assertThatThrownBy(() -> open(access, settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageEndingWith("it has local");
  }

  @Test
  void refusesAnUnknownWayToSynchronize() {
    assertThatThrownBy(() -> open(Access.WRITE, Map.of("SIMPLEFLOW_SYNCHRONOUS", "sometimes")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'sometimes'")
        .hasMessageContaining("NORMAL, FULL");
  }
}
