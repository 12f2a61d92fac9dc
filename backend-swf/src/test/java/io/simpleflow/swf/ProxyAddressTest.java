package io.simpleflow.swf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ServiceException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.Settings;
import io.simpleflow.swf.ScriptedServer.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxyAddressTest {
  private static final URI AWS = URI.create("https://swf.eu-west-1.amazonaws.com");
  private static final String PROXY = "http://proxy.example:3128";

  @TempDir Path home;

  @BeforeEach
  void haveCredentials() throws IOException {
    Files.writeString(
        home.resolve("credentials"),
        """
        [keys]
        aws_access_key_id = A
        aws_secret_access_key = B
        """);
    System.setProperty("aws.configFile", home.resolve("config").toString());
    System.setProperty("aws.sharedCredentialsFile", home.resolve("credentials").toString());
  }

  @AfterEach
  void useTheUsersFiles() {
    System.clearProperty("aws.configFile");
    System.clearProperty("aws.sharedCredentialsFile");
  }

  /** Calls a service of which only the proxy knows where it is. */
  private static Throwable call(String endpoint, String proxyVariable, String proxy) {
    try (Simpleflow simpleflow =
        Simpleflow.builder()
            .backend("swf")
            .environment(Map.of(proxyVariable, proxy, "SWF_DOMAIN", "test"))
            .settings(Map.of("endpoint", endpoint, "profile", "keys", "region", "eu-west-1"))
            .open()) {
      return catchThrowable(
          () -> simpleflow.executor().signal(new ExecutionId("w", "r"), "go", null));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_PROXY", "http_proxy"})
  void callsTheServiceThroughTheProxy(String variable) throws IOException {
    try (ScriptedServer proxy = new ScriptedServer()) {
      proxy.on("SignalWorkflowExecution", Reply.json(""));

      assertThat(call("http://swf.invalid:8042", variable, proxy.endpoint())).isNull();

      assertThat(proxy.requests)
          .singleElement()
          .satisfies(
              request ->
                  assertThat(request.headers().get("Host")).containsExactly("swf.invalid:8042"));
    }
  }

  @Test
  void tellsTheProxyWhoAsks() throws IOException {
    try (ScriptedServer proxy = new ScriptedServer()) {
      proxy.on("SignalWorkflowExecution", Reply.json(""));

      String address = proxy.endpoint().replace("//", "//me:secret@");
      assertThat(call("http://swf.invalid", "HTTP_PROXY", address)).isNull();

      assertThat(proxy.requests.get(0).headers())
          .containsEntry("Proxy-authorization", List.of("Basic bWU6c2VjcmV0"))
          .hasEntrySatisfying(
              "Authorization",
              signature -> assertThat(signature.get(0)).startsWith("AWS4-HMAC-SHA256 "));
    }
  }

  @Test
  void asksTheProxyForAConnectionToAnEncryptedService() throws Exception {
    try (Refusing proxy = new Refusing()) {
      Throwable thrown = call("https://swf.invalid", "https_proxy", proxy.address());

      assertThat(proxy.asked.poll(10, TimeUnit.SECONDS))
          .startsWith("CONNECT swf.invalid:443 HTTP/1.1")
          .noneMatch(line -> line.startsWith("Proxy-Authorization"));
      assertThat(thrown)
          .isInstanceOf(ServiceException.class)
          .hasMessageStartingWith("the proxy " + proxy.address().substring(7))
          .hasMessageContaining("HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT");
    }
  }

  @Test
  void tellsTheProxyToAnEncryptedServiceAtOnceWhoAsks() throws Exception {
    try (Refusing proxy = new Refusing()) {
      String address = proxy.address().replace("//", "//me:secret@");
      Throwable thrown = call("https://swf.invalid", "HTTPS_PROXY", address);

      assertThat(proxy.asked.poll(10, TimeUnit.SECONDS))
          .contains("Proxy-Authorization: Basic bWU6c2VjcmV0")
          .noneMatch(line -> line.startsWith("Authorization"));
      assertThat(thrown).hasMessageContaining("wants a name and a password");
    }
  }

  @Test
  void saysThatTheProxyCannotBeReached() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(call("http://swf.invalid", "HTTP_PROXY", "127.0.0.1:" + port))
        .isInstanceOf(ServiceException.class)
        .hasMessageStartingWith("the proxy 127.0.0.1:%d cannot be reached".formatted(port));
  }

  @Test
  void reachesThisMachineWithoutAProxy() throws IOException {
    try (ScriptedServer server = new ScriptedServer();
        Simpleflow simpleflow =
            Simpleflow.builder()
                .backend("swf")
                .environment(Map.of("HTTP_PROXY", "http://proxy.invalid", "SWF_DOMAIN", "test"))
                .settings(Map.of("endpoint", server.endpoint()))
                .open()) {
      server
          .on("ListOpenWorkflowExecutions", Reply.json("{\"executionInfos\":[]}"))
          .on("ListClosedWorkflowExecutions", Reply.json("{\"executionInfos\":[]}"));
      assertThat(simpleflow.histories().list(ExecutionFilter.all())).isEmpty();
    }
  }

  private static ProxyAddress of(String... keysAndValues) {
    Map<String, String> values =
        keysAndValues.length == 2
            ? Map.of(keysAndValues[0], keysAndValues[1])
            : Map.of(keysAndValues[0], keysAndValues[1], keysAndValues[2], keysAndValues[3]);
    return ProxyAddress.to(AWS, Settings.of(values));
  }

  @Test
  void isForTheSchemeOfTheService() {
    assertThat(of("http-proxy", PROXY).proxy()).isEmpty();
    assertThat(of("https-proxy", PROXY).text()).contains("proxy.example:3128");
    assertThat(of("default-https-proxy", "proxy.example").text()).contains("proxy.example:80");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "amazonaws.com",
        ".amazonaws.com",
        "*.amazonaws.com",
        "a.example, SWF.eu-west-1.amazonaws.com",
        "swf.eu-west-1.amazonaws.com:443"
      })
  void isNotForAHostThatIsListed(String list) {
    assertThat(of("https-proxy", PROXY, "no-proxy", list).direct()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws.com", "amazonaws.com:8443", "s3.eu-west-1.amazonaws.com", ",", "."})
  void isForAHostThatIsNotListed(String list) {
    assertThat(of("https-proxy", PROXY, "no-proxy", list).proxy()).isPresent();
  }

  @Test
  void refusesWhatIsNoProxyAndKeepsItsPassword() {
    for (String wrong :
        List.of("socks5://me:secret@proxy:1", "http://", "http://a b", "https://p")) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> of("https-proxy", wrong))
          .withMessageContaining("in HTTPS_PROXY is not a URL such as http://proxy.example:3128")
          .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
    }
  }

  /** A proxy that wants to know who asks. */
  private static final class Refusing implements AutoCloseable {
    final BlockingQueue<List<String>> asked = new LinkedBlockingQueue<>();
    private final ServerSocket socket;

    Refusing() throws IOException {
      socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
      Thread thread = new Thread(this::listen, "proxy");
      thread.setDaemon(true);
      thread.start();
    }

    String address() {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private void listen() {
      while (!socket.isClosed()) {
        try (Socket connection = socket.accept()) {
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
          asked.add(in.lines().takeWhile(line -> !line.isEmpty()).toList());
          String answer =
              String.join(
                  "\r\n",
                  "HTTP/1.1 407 Proxy Authentication Required",
                  "Proxy-Authenticate: Basic realm=\"all\"",
                  "Content-Length: 0",
                  "",
                  "");
          connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
          connection.getOutputStream().flush();
        } catch (IOException hungUp) {
          // The next one may not.
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
