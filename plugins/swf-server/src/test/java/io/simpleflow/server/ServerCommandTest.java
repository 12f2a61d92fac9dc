package io.simpleflow.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.simpleflow.ConfigurationException;
import io.simpleflow.StoreException;
import io.simpleflow.cli.Main;
import io.simpleflow.spi.CommandContext;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ServerCommandTest {
  @TempDir private Path folder;

  /** The command in a thread that is stopped as the process would be. */
  private static final class Running implements CommandContext, AutoCloseable {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment;
    private final Thread thread;
    private volatile Throwable failure = new AssertionError("not ended");

    Running(Map<String, String> environment, String... arguments) {
      this.environment = environment;
      CommandLine line = new CommandLine(new ServerCommandProvider().command(this));
      line.parseArgs(arguments);
      Callable<Integer> command = line.getCommand();
      thread =
          new Thread(
              () -> {
                try {
                  command.call();
                } catch (Exception e) {
                  failure = e;
                }
              },
              "server-command");
      thread.start();
    }

    @Override
    public PrintStream out() {
      return err();
    }

    @Override
    public PrintStream err() {
      return new PrintStream(err, true, UTF_8);
    }

    @Override
    public Map<String, String> environment() {
      return environment;
    }

    @Override
    public ClassLoader classLoader() {
      return ServerCommandTest.class.getClassLoader();
    }

    @Override
    public int untilStopped(Duration patience, Callable<Integer> work) throws Exception {
      return work.call();
    }

    String printed() {
      return err.toString(UTF_8);
    }

    URI address() {
      Pattern pattern = Pattern.compile("AWS_ENDPOINT_URL_SWF=(\\S+)");
      await().until(() -> pattern.matcher(printed()).find() || !thread.isAlive());
      Matcher matcher = pattern.matcher(printed());
      assertThat(matcher.find()).isTrue();
      return URI.create(matcher.group(1));
    }

    Throwable failure() throws InterruptedException {
      thread.join();
      return failure;
    }

    @Override
    public void close() {
      thread.interrupt();
      await().until(() -> !thread.isAlive());
    }
  }

  private static String domains(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address)
                .header("X-Amz-Target", "SimpleWorkflowService.ListDomains")
                .POST(
                    HttpRequest.BodyPublishers.ofString("{\"registrationStatus\":\"REGISTERED\"}"))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  @Test
  void servesTheDomainsNamedAndThoseOfTheFileUntilItIsStopped() throws Exception {
    Path file = folder.resolve("s.db");
    try (Running server =
        new Running(Map.of(), "--port=0", "--store=" + file, "--domain=one", "--domain=two")) {
      assertThat(domains(server.address())).contains("\"one\"").contains("\"two\"");
      assertThat(server.printed()).contains("store: " + file).contains("domains: one, two");
    }
    try (Running server = new Running(Map.of("SIMPLEFLOW_STORE", file.toString()), "--port=0")) {
      assertThat(domains(server.address())).contains("\"one\"").contains("\"two\"");
    }
  }

  @Test
  void keepsItsFileInTheHomeFolderAndTakesTheDomainOfTheEnvironment() throws Exception {
    Map<String, String> environment =
        Map.of("SIMPLEFLOW_HOME", folder.toString(), "SWF_DOMAIN", "trips");
    try (Running server = new Running(environment, "--port=0")) {
      assertThat(domains(server.address())).contains("\"trips\"");
    }
    assertThat(folder.resolve("server.db")).exists();
  }

  @Test
  void refusesWhatItCannotDoInOneLine() throws Exception {
    try (Running server = new Running(Map.of(), "--port=0", "--store=" + folder.resolve("s.db"))) {
      int port = server.address().getPort();
      assertThat(new Running(Map.of(), "--port=0", "--store=" + folder.resolve("s.db")).failure())
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is in use by");
      assertThat(new Running(Map.of(), "--port=" + port, "--store=memory").failure())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("Address already in use")
          .hasMessageContaining("choose another --port");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=-1                  | port -1: it must be from 0 to 65535",
        "--port=65536               | port 65536: it must be from 0 to 65535",
        "--host=0.0.0.0             | requests must be signed: give a file of credentials",
        "--host=[nowhere]           | there is no such host",
        "--domain=a:b               | domain name 'a:b' contains ':', which SWF does not allow",
        "--credentials=absent       | credentials file 'absent' cannot be read: it is not there",
        "--credentials=.            | credentials file '.' cannot be read: Is a directory",
        "--synchronous=HALF         | Invalid value for option '--synchronous'"
      })
  void wrongUsageEndsWithCode2InOneLineAndMakesNoFile(String option, String message) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path file = folder.resolve("s.db");
    int code =
        Main.run(
            List.of("server", "--store=" + file, option),
            Map.of(),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            new PrintStream(err, true, UTF_8));
    assertThat(err.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("simpleflow: ")
        .contains(message)
        .endsWith("; see simpleflow server --help");
    assertThat(code).isEqualTo(2);
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"rw-------, false", "rw-r-----, true", "rw----r--, true"})
  void warnsOfCredentialsThatOthersMayRead(String permissions, boolean warns) throws Exception {
    Path file = folder.resolve("credentials");
    Files.writeString(file, "# of the team\n\nAKID  hush\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    try (Running server =
        new Running(Map.of(), "--port=0", "--store=memory", "--credentials=" + file)) {
      assertThat(domains(server.address())).contains("MissingAuthenticationTokenException");
      String warning =
          "warning: credentials file '%s' may be read by others (%s); run chmod 600 on it%n"
              .formatted(file, permissions);
      assertThat(server.printed().startsWith(warning)).isEqualTo(warns);
      assertThat(server.printed().contains("chmod")).isEqualTo(warns);
    }
  }

  @Test
  void namesAnAddressThatClientsCanUseWhenItListensAtAllOfThem() throws Exception {
    Path file = folder.resolve("credentials");
    Files.writeString(file, "AKID hush\n");
    try (Running server =
        new Running(
            Map.of(), "--host=0.0.0.0", "--port=0", "--store=memory", "--credentials=" + file)) {
      URI address = server.address();
      assertThat(address.getHost()).isEqualTo(InetAddress.getLocalHost().getHostName());
      assertThat(server.printed()).doesNotContain("0.0.0.0");
      assertThat(domains(address)).contains("MissingAuthenticationTokenException");
    }
  }

  @Test
  void tellsWhichLineOfTheCredentialsIsWrongAndNoSecret() throws Exception {
    Path file = folder.resolve("credentials");
    for (String text : new String[] {"AKID hush\nhush\n", "AKID hush\nAKID hush\n"}) {
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      assertThatThrownBy(() -> Credentials.read(file))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("line 2")
          .hasMessageNotContaining("hush");
    }
    Files.writeString(file, "# none\n");
    assertThatThrownBy(() -> Credentials.read(file)).hasMessageContaining("holds none");
    assertThatThrownBy(() -> Credentials.read(folder.resolve("absent")))
        .isInstanceOf(ConfigurationException.class);
    assertThat(Credentials.of(Map.of("AKID", "hush")).toString()).doesNotContain("hush");
  }
}
