package io.simpleflow.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS JSON 1.0 over HTTP, as bytes. */
class ProtocolTest {
  private static Wire wire;

  @BeforeAll
  static void start() {
    wire = Wire.start();
  }

  @AfterAll
  static void stop() {
    wire.close();
  }

  private static HttpRequest post(String target, String body) {
    return HttpRequest.newBuilder(wire.address())
        .header("X-Amz-Target", target)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "SimpleWorkflowService.ListDomains",
    "com.amazonaws.swf.service.model.SimpleWorkflowService.ListDomains"
  })
  void takesBothFormsOfTheTarget(String target) {
    Wire.Answer answer = wire.send(post(target, "{\"registrationStatus\":\"REGISTERED\"}"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/domainInfos/0/name")).isEqualTo("d");
  }

  @Test
  void answersJsonWithoutBlanksInAlphabeticalOrderWithARequestId() {
    Wire.Answer answer = wire.ok("DescribeDomain", "{'name':'d'}");
    assertThat(answer.http().body())
        .isEqualTo(
            "{\"configuration\":{\"workflowExecutionRetentionPeriodInDays\":\"90\"},\"domainInfo\":"
                + "{\"arn\":\"arn:aws:swf:us-east-1:000000000000:/domain/d\",\"name\":\"d\","
                + "\"status\":\"REGISTERED\"}}");
    assertThat(answer.http().headers().firstValue("Content-Type")).contains(Wire.JSON);
    assertThat(answer.http().headers().firstValue("x-amzn-RequestId").orElseThrow())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
  }

  @Test
  void operationsWithoutAnAnswerHaveAnEmptyBody() {
    Wire.Answer answer =
        wire.ok("RegisterDomain", "{'name':'empty','workflowExecutionRetentionPeriodInDays':'1'}");
    assertThat(answer.http().body()).isEmpty();
    assertThat(answer.http().headers().firstValue("Content-Length")).contains("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "{",
        "[]",
        "null",
        "nonsense",
        "{\"name\":\"d\"",
        "{\"name\":\"d\"} and more",
        "{\"name\":\"\\ud800",
        "{\"name\":5}",
        "{\"name\":{}}",
        "{\"name\":[\"d\"]}",
        "{\"name\":true}"
      })
  void whatIsNotTheExpectedJsonIsASerializationFault(String body) {
    Wire.Answer answer = wire.send(post("SimpleWorkflowService.DescribeDomain", body));
    assertThat(answer.fault()).startsWith("400 com.amazon.coral.service#SerializationException: ");
  }

  @Test
  void bytesThatAreNotUtf8AreASerializationFault() {
    HttpRequest request =
        HttpRequest.newBuilder(wire.address())
            .header("X-Amz-Target", "SimpleWorkflowService.DescribeDomain")
            .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe}))
            .build();
    assertThat(wire.send(request).fault()).contains("SerializationException");
  }

  @Test
  void deeplyNestedJsonIsRefusedInsteadOfExhaustingTheStack() {
    String deep = "[".repeat(200_000);
    Wire.Answer answer =
        wire.send(post("SimpleWorkflowService.DescribeDomain", "{\"unknown\":" + deep));
    assertThat(answer.fault()).contains("SerializationException");
  }

  @Test
  void membersThatSwfDoesNotKnowAreSkippedAndNullIsAbsent() {
    Wire.Answer answer =
        wire.ok("DescribeDomain", "{'new':{'deep':[1,{'x':null}]},'name':'d','other':null}");
    assertThat(answer.text("/domainInfo/name")).isEqualTo("d");
    assertThat(wire.call("DescribeDomain", "{'name':null}").fault())
        .endsWith("Value null at 'name' failed to satisfy constraint: Member must not be null");
  }

  @Test
  void anOperationThatSwfDoesNotHaveIsUnknown() {
    assertThat(wire.call("StopTheWorld", "{}").fault())
        .startsWith("400 com.amazon.coral.service#UnknownOperationException: ");
    assertThat(wire.send(post("DynamoDB_20120810.ListTables", "{}")).fault())
        .startsWith("400 com.amazon.coral.service#UnknownOperationException: ");
    HttpRequest none =
        HttpRequest.newBuilder(wire.address()).POST(BodyPublishers.ofString("{}")).build();
    assertThat(wire.send(none).fault())
        .startsWith("400 com.amazon.coral.service#UnknownOperationException: ");
  }

  @Test
  void aRequestOfMoreThanAMegabyteIsRefused() {
    String large = "{\"name\":\"" + "x".repeat(1 << 20) + "\"}";
    assertThat(wire.send(post("SimpleWorkflowService.DescribeDomain", large)).fault())
        .startsWith("413 com.amazon.coral.service#RequestEntityTooLargeException: ");
  }

  @Test
  void aRequestOfUnknownLengthIsRefusedOnceItIsMoreThanAMegabyte() {
    byte[] large = ("{\"name\":\"" + "x".repeat(1 << 20) + "\"}").getBytes(UTF_8);
    HttpRequest chunked =
        HttpRequest.newBuilder(wire.address())
            .header("X-Amz-Target", "SimpleWorkflowService.DescribeDomain")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
            .build();
    assertThat(wire.send(chunked).fault())
        .startsWith("413 com.amazon.coral.service#RequestEntityTooLargeException: ");
  }

  @Test
  void aClientIsHeardOutBeforeItsRequestIsRefused() throws IOException {
    byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(US_ASCII);
    try (Socket socket = new Socket(wire.address().getHost(), wire.address().getPort())) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(10));
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII));
      for (int i = 0; i < 15 * 16; i++) {
        out.write(chunk);
      }
      out.write("0\r\n\r\n".getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 413 ")
          .contains("RequestEntityTooLargeException");
    }
  }

  @Test
  void tellsThatItIsHealthy() {
    HttpRequest get = HttpRequest.newBuilder(wire.address().resolve("/health")).build();
    assertThat(sendPlain(get)).contains("healthy");
  }

  private static String sendPlain(HttpRequest request) {
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void garbageIsRefusedAndHurtsNobodyElse() throws IOException {
    assertThat(sendRaw("\0\1\2 what is this\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(sendRaw("POST / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(70_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(sendRaw("POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(wire.ok("DescribeDomain", "{'name':'d'}").text("/domainInfo/name")).isEqualTo("d");
  }

  private static String sendRaw(String bytes) throws IOException {
    try (Socket socket = new Socket(wire.address().getHost(), wire.address().getPort())) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(10));
      socket.getOutputStream().write(bytes.getBytes(US_ASCII));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      byte[] start = in.readNBytes(32);
      return new String(start, US_ASCII);
    }
  }

  @Test
  void clientsThatSendHalfARequestKeepNobodyElseWaiting() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket(wire.address().getHost(), wire.address().getPort());
        slow.add(socket);
        String half =
            i % 2 == 0
                ? "POST / HT"
                : "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{\"na";
        socket.getOutputStream().write(half.getBytes(US_ASCII));
      }
      long begin = System.nanoTime();
      wire.ok("DescribeDomain", "{'name':'d'}");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }
}
