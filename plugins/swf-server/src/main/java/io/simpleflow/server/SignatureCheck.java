package io.simpleflow.server;

import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.FaultType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * Verifies version 4 of AWS's signatures, as SWF does: known key, right secret, nothing changed,
 * and signed within five minutes of now. Thread-safe.
 */
final class SignatureCheck {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final String SERVICE = "swf";
  private static final String TERMINATOR = "aws4_request";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final int DATE_DIGITS = 8;

  private final Credentials credentials;
  private final InstantSource clock;

  SignatureCheck(Credentials credentials, InstantSource clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * Checks a request.
   *
   * @param method the HTTP method
   * @param target the path, and after a question mark the query, as they were sent
   * @throws Fault if it was not signed, or not so that it can be trusted
   */
  void check(String method, String target, HttpFields headers, byte[] body) {
    String header = headers.get("Authorization");
    if (header == null || header.isBlank()) {
      throw new Fault(FaultType.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
    }
    Authorization authorization = Authorization.parse(header);
    String time = time(headers, header);
    checkScope(authorization, time);
    String secret =
        credentials
            .secret(authorization.accessKeyId())
            .orElseThrow(
                () ->
                    new Fault(
                        FaultType.UNRECOGNIZED_CLIENT,
                        "The security token included in the request is invalid."));
    checkTime(time);
    String canonical = canonicalRequest(method, target, headers, authorization, body);
    String toSign =
        String.join(
            "\n",
            Authorization.ALGORITHM,
            time,
            authorization.scope(),
            hex(sha256(canonical.getBytes(StandardCharsets.UTF_8))));
    String expected = hex(sign(key(secret, authorization), toSign));
    if (!MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII),
        authorization.signature().getBytes(StandardCharsets.UTF_8))) {
      throw invalid(
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method. Consult the service documentation"
              + " for details.");
    }
  }

  private static String time(HttpFields headers, String authorization) {
    String time = headers.get("X-Amz-Date");
    if (time == null) {
      throw new Fault(
          FaultType.INCOMPLETE_SIGNATURE,
          "Authorization header requires existence of a 'X-Amz-Date' header."
              + " Authorization="
              + authorization.replaceAll("Signature=\\S*", "Signature=..."));
    }
    return time;
  }

  private static void checkScope(Authorization authorization, String time) {
    if (!authorization.service().equals(SERVICE)) {
      throw invalid("Credential should be scoped to correct service: 'swf'. ");
    }
    if (!authorization.terminator().equals(TERMINATOR)) {
      throw invalid(
          "Credential should be scoped with a valid terminator: 'aws4_request', not '%s'."
              .formatted(authorization.terminator()));
    }
    if (!time.startsWith(authorization.date()) || authorization.date().length() != DATE_DIGITS) {
      throw invalid(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s', from '%s'."
                  .formatted(
                      authorization.date(),
                      time.substring(0, Math.min(DATE_DIGITS, time.length())),
                      time));
    }
  }

  private void checkTime(String time) {
    Instant signed;
    try {
      signed = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new Fault(
          FaultType.INCOMPLETE_SIGNATURE,
          "Date must be in ISO-8601 'basic format'. Got '%s'.".formatted(time),
          e);
    }
    Instant now = clock.instant();
    if (signed.isBefore(now.minus(SKEW))) {
      throw invalid(
          "Signature expired: %s is now earlier than %s (%s - 5 min.)"
              .formatted(time, format(now.minus(SKEW)), format(now)));
    }
    if (signed.isAfter(now.plus(SKEW))) {
      throw invalid(
          "Signature not yet current: %s is still later than %s (%s + 5 min.)"
              .formatted(time, format(now.plus(SKEW)), format(now)));
    }
  }

  private static String format(Instant time) {
    return TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  private static String canonicalRequest(
      String method, String target, HttpFields headers, Authorization authorization, byte[] body) {
    List<String> signed = List.of(authorization.signedHeaders().split(";", -1));
    if (!signed.contains("host") || !signed.contains("x-amz-date")) {
      throw invalid("'Host' and 'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if (headers.contains("X-Amz-Target") && !signed.contains("x-amz-target")) {
      // It says what is done: changed on the way, a signed request to read could be one to delete.
      throw invalid("'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.");
    }
    int query = target.indexOf('?');
    String parameters =
        query < 0
            ? ""
            : Arrays.stream(target.substring(query + 1).split("&", -1))
                .sorted()
                .collect(Collectors.joining("&"));
    StringBuilder canonical = new StringBuilder();
    canonical.append(method).append('\n');
    canonical.append(query < 0 ? target : target.substring(0, query)).append('\n');
    canonical.append(parameters).append('\n');
    for (String name : signed) {
      canonical.append(name).append(':').append(value(headers, name)).append('\n');
    }
    canonical.append('\n').append(authorization.signedHeaders()).append('\n');
    return canonical.append(hex(sha256(body))).toString();
  }

  private static String value(HttpFields headers, String name) {
    return headers.getValuesList(name).stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  private static byte[] key(String secret, Authorization authorization) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : authorization.scope().split("/", -1)) {
      key = sign(key, part);
    }
    return key;
  }

  private static byte[] sign(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static Fault invalid(String message) {
    return new Fault(FaultType.INVALID_SIGNATURE, message);
  }

  /** What an Authorization header says. */
  record Authorization(
      String accessKeyId,
      String date,
      String region,
      String service,
      String terminator,
      String signedHeaders,
      String signature) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final int CREDENTIAL_PARTS = 5;

    static Authorization parse(String header) {
      if (!header.startsWith(ALGORITHM + " ")) {
        throw incomplete("Unsupported AWS 'algorithm'; this server verifies " + ALGORITHM + ".");
      }
      String credential = parameter(header, "Credential");
      String[] parts = credential.split("/", -1);
      if (parts.length != CREDENTIAL_PARTS) {
        throw incomplete(
            "Credential must have exactly 5 slash-delimited elements, e.g."
                + " keyid/date/region/service/term, got '%s'".formatted(credential));
      }
      return new Authorization(
          parts[0],
          parts[1],
          parts[2],
          parts[3],
          parts[4],
          parameter(header, "SignedHeaders").toLowerCase(Locale.ROOT),
          parameter(header, "Signature"));
    }

    private static String parameter(String header, String name) {
      for (String part : header.substring(ALGORITHM.length()).split(",", -1)) {
        String text = part.strip();
        if (text.startsWith(name + "=")) {
          return text.substring(name.length() + 1);
        }
      }
      throw incomplete("Authorization header requires '" + name + "' parameter.");
    }

    private static Fault incomplete(String message) {
      return new Fault(FaultType.INCOMPLETE_SIGNATURE, message);
    }

    String scope() {
      return String.join("/", date, region, service, terminator);
    }

    /** The region that a header is scoped to, where nobody checks the signature. */
    static String region(@Nullable String header, String otherwise) {
      try {
        return header == null ? otherwise : parse(header).region();
      } catch (Fault unsigned) {
        return otherwise;
      }
    }
  }
}
