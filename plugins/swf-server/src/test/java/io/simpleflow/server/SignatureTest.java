package io.simpleflow.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ConfigurationException;
import io.simpleflow.local.store.MemoryDomains;
import io.simpleflow.testkit.ManualTimekeeper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests that the AWS SDK's own signer has signed. */
class SignatureTest {
  private static final String BODY = "{\"name\":\"d\"}";
  private static final Instant NOW = ManualTimekeeper.START;
  private static final ManualTimekeeper TIME = new ManualTimekeeper();
  private static Wire wire;

  @BeforeAll
  static void start() {
    wire =
        Wire.start(
            options ->
                ServerOptions.of(options.store(), TIME)
                    .withDomains(options.domains())
                    .withCredentials(Credentials.of(Map.of("AKID", "secret/+ key"))));
  }

  @AfterAll
  static void stop() {
    wire.close();
    TIME.close();
  }

  private static HttpRequest signed(
      String accessKeyId, String secret, String service, Instant time, String path) {
    URI uri = wire.address().resolve(path);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(uri)
            .putHeader("X-Amz-Target", "SimpleWorkflowService.DescribeDomain")
            .putHeader("X-Spaced", "  a   b  ")
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(AwsCredentialsIdentity.create(accessKeyId, secret))
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(BODY))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)))
            .request();
    HttpRequest.Builder built = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(BODY));
    signed.forEachHeader(
        (name, values) -> {
          if (!name.equalsIgnoreCase("Host")) {
            values.forEach(value -> built.header(name, value));
          }
        });
    return built.build();
  }

  private static HttpRequest signed() {
    return signed("AKID", "secret/+ key", "swf", NOW, "/");
  }

  private static HttpRequest changed(HttpRequest request, String header, String value) {
    return HttpRequest.newBuilder(request, (name, unused) -> !name.equalsIgnoreCase(header))
        .header(header, value)
        .build();
  }

  @Test
  void aSignedRequestIsTaken() {
    Wire.Answer answer = wire.send(signed());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/domainInfo/arn")).startsWith("arn:aws:swf:eu-west-1:");
    assertThat(wire.send(signed("AKID", "secret/+ key", "swf", NOW, "/?b=2&a=1")).status())
        .isEqualTo(200);
  }

  @Test
  void aRequestMayBeFiveMinutesOldOrEarly() {
    for (Duration skew : new Duration[] {Duration.ofMinutes(5), Duration.ofMinutes(-5)}) {
      assertThat(wire.send(signed("AKID", "secret/+ key", "swf", NOW.plus(skew), "/")).status())
          .isEqualTo(200);
    }
    assertThat(wire.send(signed("AKID", "secret/+ key", "swf", NOW.minusSeconds(301), "/")).fault())
        .isEqualTo(
            "400 com.amazon.coral.service#InvalidSignatureException: Signature expired:"
                + " 20251231T235459Z is now earlier than 20251231T235500Z (20260101T000000Z - 5"
                + " min.)");
    assertThat(wire.send(signed("AKID", "secret/+ key", "swf", NOW.plusSeconds(301), "/")).fault())
        .contains("#InvalidSignatureException: Signature not yet current: 20260101T000501Z");
  }

  @Test
  void anUnsignedRequestLacksItsToken() {
    assertThat(wire.call("DescribeDomain", "{'name':'d'}").fault())
        .isEqualTo(
            "400 com.amazon.coral.service#MissingAuthenticationTokenException: Missing"
                + " Authentication Token");
  }

  @Test
  void anUnknownKeyIsNotRecognized() {
    assertThat(wire.send(signed("AKOTHER", "secret/+ key", "swf", NOW, "/")).fault())
        .isEqualTo(
            "400 com.amazon.coral.service#UnrecognizedClientException: The security token included"
                + " in the request is invalid.");
  }

  @Test
  void whatWasSignedWithAnotherSecretOrChangedAfterwardsDoesNotMatch() {
    String mismatch =
        "400 com.amazon.coral.service#InvalidSignatureException: The request signature we"
            + " calculated does not match";
    assertThat(wire.send(signed("AKID", "wrong", "swf", NOW, "/")).fault()).startsWith(mismatch);
    assertThat(wire.send(changed(signed(), "X-Amz-Target", "SimpleWorkflowService.X")).fault())
        .startsWith(mismatch);
    assertThat(wire.send(changed(signed(), "X-Amz-Date", "20260101T000001Z")).fault())
        .startsWith(mismatch);
    HttpRequest otherBody =
        HttpRequest.newBuilder(signed(), (name, value) -> true)
            .POST(BodyPublishers.ofString("{\"name\":\"e\"}"))
            .build();
    assertThat(wire.send(otherBody).fault()).startsWith(mismatch);
    HttpRequest otherPath =
        HttpRequest.newBuilder(signed(), (name, value) -> true)
            .uri(wire.address().resolve("/?a=1"))
            .build();
    assertThat(wire.send(otherPath).fault()).startsWith(mismatch);
  }

  @Test
  void aSignatureForAnotherServiceOrDayIsInvalid() {
    assertThat(wire.send(signed("AKID", "secret/+ key", "s3", NOW, "/")).fault())
        .contains("#InvalidSignatureException: ");
    assertThat(wire.send(changed(signed(), "X-Amz-Date", "20260102T000000Z")).fault())
        .contains("#InvalidSignatureException: Date in Credential scope does not match");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Basic dXNlcjpwYXNz",
        "AWS4-HMAC-SHA256 x",
        "AWS4-HMAC-SHA256 Credential=AKID, SignedHeaders=host, Signature=0",
        "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/swf/aws4_request, Signature=0"
      })
  void anIncompleteSignatureIsRefused(String header) {
    assertThat(wire.send(changed(signed(), "Authorization", header)).fault())
        .startsWith("400 com.amazon.coral.service#IncompleteSignatureException: ");
  }

  @Test
  void theHostTheDateAndTheOperationMustBeSigned() {
    assertThat(signedHeaders("x-amz-target").fault())
        .contains("#InvalidSignatureException: 'Host'");
    assertThat(signedHeaders("host;x-amz-date").fault())
        .contains("#InvalidSignatureException: 'X-Amz-Target'");
  }

  private Wire.Answer signedHeaders(String names) {
    String header =
        "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/swf/aws4_request, SignedHeaders="
            + names
            + ", Signature=0";
    return wire.send(changed(signed(), "Authorization", header));
  }

  @Test
  void otherAddressesThanTheLoopbackDemandCredentials() {
    ServerOptions options = ServerOptions.of(new MemoryDomains(), TIME).withAddress("0.0.0.0", 0);
    assertThatThrownBy(() -> SwfServer.start(options))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("requests must be signed");
    try (SwfServer server =
        SwfServer.start(options.withCredentials(Credentials.of(Map.of("a", "b"))))) {
      assertThat(server.address().getPort()).isPositive();
    }
  }
}
