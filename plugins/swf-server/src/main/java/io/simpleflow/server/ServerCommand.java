package io.simpleflow.server;

import io.simpleflow.ConfigurationException;
import io.simpleflow.engine.Plugins;
import io.simpleflow.engine.SystemTimekeeper;
import io.simpleflow.local.service.Domains;
import io.simpleflow.local.store.DomainStore;
import io.simpleflow.local.store.MemoryDomains;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.Synchronous;
import io.simpleflow.spi.CommandContext;
import io.simpleflow.spi.LambdaFunction;
import io.simpleflow.spi.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simpleflow server}: serves until it is stopped. */
@Command(
    name = "server",
    description = {
      "Serve the API of Amazon SWF to AWS SDKs in any language.",
      "",
      "It listens at the loopback address and takes requests of everybody there. To listen"
          + " elsewhere it demands --credentials, and takes requests signed with one of them."
    },
    sortOptions = false)
final class ServerCommand implements Callable<Integer> {
  private static final String MEMORY = "memory";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CommandContext context;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen at (default: ${DEFAULT-VALUE}).")
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8042",
      description = "The port to listen at, or 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--store",
      paramLabel = "memory|FILE",
      description =
          "What keeps domains and histories (default: SIMPLEFLOW_STORE, or server.db in"
              + " SIMPLEFLOW_HOME, which is ~/.simpleflow).")
  private @Nullable String store;

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      description =
          "A domain to register if it is missing; may be repeated (default: SWF_DOMAIN, if set).")
  private List<String> domains = new ArrayList<>();

  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description =
          "Take signed requests alone. On each line an access key id, a blank and its secret; the"
              + " file should be readable by its owner alone.")
  private @Nullable Path credentials;

  @Option(
      names = "--synchronous",
      paramLabel = "NORMAL|FULL",
      description =
          "NORMAL survives the death of the process, FULL also that of the machine (default:"
              + " SIMPLEFLOW_SYNCHRONOUS, or NORMAL).")
  private @Nullable Synchronous synchronous;

  ServerCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Optional<Credentials> keys;
    Synchronous kept;
    try {
      keys = Optional.ofNullable(credentials).map(this::read);
      SwfServer.address(host, port, keys.isPresent());
      domains().forEach(Domains::checkName);
      kept = synchronous();
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
    }
    List<LambdaFunction> functions =
        new Plugins(context.classLoader())
            .lambdaFunctions().stream().map(Plugins.Found::plugin).toList();
    String place = place();
    return context.untilStopped(
        PATIENCE,
        () -> {
          try (Timekeeper timekeeper = new SystemTimekeeper();
              DomainStore opened = open(place, kept)) {
            ServerOptions options =
                ServerOptions.of(opened, timekeeper)
                    .withAddress(host, port)
                    .withDomains(domains())
                    .withFunctions(functions);
            serve(keys.map(options::withCredentials).orElse(options), place);
          }
          return 0;
        });
  }

  private Credentials read(Path file) {
    Credentials read = Credentials.read(file);
    Credentials.exposure(file).ifPresent(context.err()::println);
    return read;
  }

  private void serve(ServerOptions options, String place) throws InterruptedException {
    try (SwfServer server = SwfServer.start(options)) {
      List<String> known = server.domains();
      context
          .err()
          .printf(
              "Serving Amazon SWF's API at %s (store: %s; %s)%n",
              server.address(),
              place,
              known.isEmpty() ? "no domain yet" : "domains: " + String.join(", ", known));
      context
          .err()
          .printf(
              "For its clients: export AWS_ENDPOINT_URL_SWF=%s AWS_REGION=us-east-1"
                  + " AWS_DEFAULT_REGION=us-east-1%s%n",
              server.address(),
              options.credentials().isPresent()
                  ? ", and one of the access keys"
                  : " AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any");
      new CountDownLatch(1).await();
    }
  }

  private List<String> domains() {
    String fallback = context.environment().getOrDefault("SWF_DOMAIN", "");
    return domains.isEmpty() && !fallback.isEmpty() ? List.of(fallback) : domains;
  }

  private String place() {
    return Optional.ofNullable(store)
        .or(() -> Optional.ofNullable(context.environment().get("SIMPLEFLOW_STORE")))
        .filter(given -> !given.isEmpty())
        .orElseGet(
            () ->
                Optional.ofNullable(context.environment().get("SIMPLEFLOW_HOME"))
                    .filter(home -> !home.isEmpty())
                    .map(Path::of)
                    .orElseGet(() -> Path.of(System.getProperty("user.home"), ".simpleflow"))
                    .resolve("server.db")
                    .toString());
  }

  private DomainStore open(String place, Synchronous kept) {
    return place.equals(MEMORY)
        ? new MemoryDomains()
        : SqliteStore.openDomains(Path.of(place), kept);
  }

  private Synchronous synchronous() {
    if (synchronous != null) {
      return synchronous;
    }
    String value = context.environment().getOrDefault("SIMPLEFLOW_SYNCHRONOUS", "");
    try {
      return value.isEmpty() ? Synchronous.NORMAL : Synchronous.valueOf(value);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "SIMPLEFLOW_SYNCHRONOUS is '%s'; it must be NORMAL or FULL".formatted(value), e);
    }
  }
}
