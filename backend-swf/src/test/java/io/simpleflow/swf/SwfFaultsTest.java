package io.simpleflow.swf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionAlreadyStartedException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.ServiceException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.Settings;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.swf.ScriptedServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people read when something is wrong with the service, the network or their account. */
@Timeout(60)
class SwfFaultsTest {
  private static final ExecutionId EXECUTION = new ExecutionId("w", "r");

  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Throwable poll(Reply reply) {
    server.on("PollForActivityTask", reply);
    return poll(Map.of("endpoint", server.endpoint()));
  }

  private static Throwable poll(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(Map.of("domain", "test", "region", "eu-west-1"));
    all.putAll(settings);
    try (SwfService service = new SwfService(SwfLocation.of(Settings.of(all)))) {
      SwfTaskService tasks = new SwfTaskService(service, new SwfHistorySource(service));
      return catchThrowable(
          () -> tasks.pollForActivityTask(Optional.of("list"), "me", Duration.ofSeconds(60)));
    }
  }

  private Throwable start(Reply reply) {
    server.on("StartWorkflowExecution", reply);
    try (SwfService service = server.service()) {
      SwfTaskService tasks = new SwfTaskService(service, new SwfHistorySource(service));
      return catchThrowable(
          () -> tasks.start(StartRequest.of("w", new WorkflowType("basic", "1"), null)));
    }
  }

  @Test
  void saysThatTheDomainIsMissing() {
    assertThat(poll(Reply.fault("UnknownResourceFault", "Unknown domain: test")))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("no domain 'test' in region eu-west-1 at " + server.endpoint())
        .hasMessageContaining("--domain");
  }

  @Test
  void saysThatAnExecutionOrATypeIsMissing() {
    assertThat(
            start(
                Reply.fault(
                    "UnknownResourceFault", "Unknown type: WorkflowType=[name=basic, version=1]")))
        .isInstanceOf(TaskNotFoundException.class)
        .hasMessageContaining("basic");
    server.on(
        "SignalWorkflowExecution",
        Reply.fault("UnknownResourceFault", "Unknown execution: WorkflowExecution=[workflowId=w]"));
    try (SwfService service = server.service()) {
      SwfTaskService tasks = new SwfTaskService(service, new SwfHistorySource(service));
      assertThat(catchThrowable(() -> tasks.signal(EXECUTION, "go", null)))
          .isInstanceOf(ExecutionNotFoundException.class)
          .hasMessage("domain 'test' has no open execution of workflow id 'w' with run id 'r'");
    }
  }

  @Test
  void isNotMisledByTheNamesOfWhatIsMissing() {
    assertThat(
            start(
                Reply.fault(
                    "UnknownResourceFault",
                    "Unknown type: WorkflowType=[name=DomainExecution, version=1]")))
        .isInstanceOf(TaskNotFoundException.class);
    assertThat(
            start(
                Reply.fault(
                    "UnknownResourceFault", "Unknown execution, workflowId = domain-type-1")))
        .isInstanceOf(ExecutionNotFoundException.class);
  }

  @Test
  void saysWhyAnExecutionIsNotStarted() {
    assertThat(start(Reply.fault("WorkflowExecutionAlreadyStartedFault", "Already Started")))
        .isInstanceOf(ExecutionAlreadyStartedException.class)
        .hasMessageContaining("workflow id 'w'");
    assertThat(start(Reply.fault("TypeDeprecatedFault", "basic 1")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("deprecated");
    assertThat(start(Reply.fault("DefaultUndefinedFault", "Default task list undefined")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Default task list undefined");
    assertThat(
            start(
                Reply.fault(
                    400, "com.amazon.coral.validate#ValidationException", "1 validation error")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 validation error");
    assertThat(
            start(
                Reply.fault(
                    400,
                    "com.amazon.coral.validate#ValidationException",
                    ("2 validation errors detected: Value '%s' at 'input' failed to satisfy"
                            + " constraint: Member must have length less than or equal to 32768;"
                            + " Value '' at 'taskList.name' failed")
                        .formatted("x".repeat(1_000)))))
        .hasMessage(
            "input must have length less than or equal to 32768; it is '%s…'"
                .formatted("x".repeat(40)));
    assertThat(start(Reply.fault("LimitExceededFault", "Open executions")))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("quota");
  }

  @Test
  void saysWhatIsWrongWithTheCredentials() {
    assertThat(poll(Reply.fault(400, "ExpiredTokenException", "expired")))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("credentials have expired")
        .hasMessageEndingWith("(request 4f0e-1)");
    assertThat(poll(Reply.fault(400, "UnrecognizedClientException", "invalid token")))
        .hasMessageContaining("AWS_ACCESS_KEY_ID");
    assertThat(poll(Reply.fault(400, "InvalidSignatureException", "does not match")))
        .hasMessageContaining("AWS_SECRET_ACCESS_KEY")
        .hasMessageContaining("clock");
    assertThat(poll(Reply.fault(400, "AccessDeniedException", "User: x is not authorized")))
        .hasMessageContaining("IAM action swf:PollForActivityTask on domain 'test'");
    assertThat(poll(Reply.fault(400, "SubscriptionRequiredException", "no")))
        .hasMessageContaining("cannot use SWF in region eu-west-1");
  }

  @Test
  void saysThatThereAreNoCredentials(@TempDir Path home) throws IOException {
    Files.writeString(
        home.resolve("config"),
        """
        [profile empty]
        region = eu-west-1
        [profile role]
        role_arn = arn:aws:iam::123456789012:role/team
        source_profile = keys
        [profile keys]
        aws_access_key_id = A
        aws_secret_access_key = B
        """);
    Map<String, String> properties =
        Map.of(
            "aws.configFile", home.resolve("config").toString(),
            "aws.sharedCredentialsFile", home.resolve("credentials").toString(),
            "aws.disableEc2Metadata", "true");
    properties.forEach(System::setProperty);
    try {
      for (String profile : List.of("empty", "")) {
        assumeTrue(!profile.isEmpty() || System.getenv("AWS_ACCESS_KEY_ID") == null);
        assertThat(poll(withProfile(profile, "http://192.0.2.1")))
            .isInstanceOf(ServiceException.class)
            .hasMessage(
                "no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
                    + " name a profile that has some with --profile");
      }
      assertThat(poll(withProfile("empty", "http://swf.invalid")))
          .hasMessageStartingWith(
              "no AWS credentials were found, nor is the host swf.invalid known: check the region");
      assertThat(poll(withProfile("role", "http://192.0.2.1")))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("the 'sts' service module must be on the class path");
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  private static Map<String, String> withProfile(String profile, String endpoint) {
    return profile.isEmpty()
        ? Map.of("endpoint", endpoint)
        : Map.of("endpoint", endpoint, "profile", profile);
  }

  @Test
  void saysThatItIsThrottledOrUnwell() {
    assertThat(poll(Reply.fault(400, "ThrottlingException", "Rate exceeded")))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("called too often (Rate exceeded)");
    assertThat(poll(Reply.fault(503, "ServiceUnavailable", "")))
        .hasMessageContaining("try again later: HTTP 503");
  }

  @Test
  void saysThatSomethingElseAnswers() {
    assertThat(poll(Reply.of(404, "text/html", "<html>not here</html>")))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining(server.endpoint() + " answers, but not as SWF does (HTTP 404)");
    assertThat(poll(Reply.of(200, "text/html", "<html>welcome</html>")))
        .hasMessageContaining("answers, but not as SWF does");
    assertThat(poll(Reply.truncated("{\"taskToken\":\"0123456789\"}")))
        .hasMessageContaining("the connection to " + server.endpoint() + " broke");
  }

  @Test
  void saysThatNothingCanBeReached() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    long begin = System.nanoTime();
    assertThat(poll(Map.of("endpoint", "http://127.0.0.1:" + port)))
        .isInstanceOf(ServiceException.class)
        .hasMessage(
            "nothing can be reached at http://127.0.0.1:%d: check that it runs, the endpoint and the"
                    .formatted(port)
                + " network");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(poll(Map.of("endpoint", "http://no-such-host.localhost:1")))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("check");
  }

  @Test
  void doesNotWaitForAServiceThatWasNeverThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (SwfService service = server.service(Map.of("endpoint", "http://127.0.0.1:" + port))) {
      SwfHistorySource histories = new SwfHistorySource(service);
      long begin = System.nanoTime();
      assertThat(catchThrowable(() -> histories.describe(EXECUTION)))
          .isInstanceOf(ServiceException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void saysThatTheServerSpeaksNoTls() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread plain = new Thread(() -> answerPlainly(socket), "plain");
      plain.setDaemon(true);
      plain.start();

      assertThat(poll(Map.of("endpoint", "https://127.0.0.1:" + socket.getLocalPort())))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("no secure connection to 127.0.0.1")
          .hasMessageContaining("http://");
    }
  }

  private static void answerPlainly(ServerSocket socket) {
    try (Socket connection = socket.accept()) {
      connection.getInputStream().read();
      connection
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      connection.getOutputStream().flush();
      connection.getInputStream().readAllBytes();
    } catch (IOException hungUp) {
      // As the client does with what is not TLS.
    }
  }
}
