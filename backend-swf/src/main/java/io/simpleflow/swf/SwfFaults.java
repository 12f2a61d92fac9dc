package io.simpleflow.swf;

import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.ServiceException;
import io.simpleflow.TaskNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;

/** Says in one line what went wrong in a call and what to do about it. Immutable. */
final class SwfFaults {
  /** The SDK's words on a profile that assumes a role, or signs in. */
  private static final Pattern LACKING_MODULE =
      Pattern.compile("To use [^:]*? must be on the class path");

  private static final int SERVER_ERROR = 500;
  private static final int TOO_LARGE = 413;
  private static final int PROXY_LOGIN = 407;

  /** In "Unknown domain: name" and "Unknown execution, workflowId = name". */
  private static final Pattern NAME = Pattern.compile("[:,=\\[].*");

  /** The first of SWF's complaints about values, which it quotes at length. */
  private static final Pattern VALIDATION =
      Pattern.compile(
          "Value '(.*?)' at '([^']*)' failed to satisfy constraint: Member must ([^;]*).*",
          Pattern.DOTALL);

  private static final int LONGEST_VALUE = 40;

  private final SwfLocation location;

  SwfFaults(SwfLocation location) {
    this.location = location;
  }

  /** Whether the same call may succeed a little later. */
  static boolean mayPass(Throwable failure) {
    if (failure instanceof SdkServiceException fault) {
      return fault.statusCode() >= SERVER_ERROR
          || isThrottling(fault)
          || RetryUtils.isClockSkewException(fault); // The SDK has set its clock by the answer.
    }
    return !(failure instanceof AbortedException)
        && (failure instanceof ApiCallAttemptTimeoutException
            || caused(failure, IOException.class::isInstance));
  }

  static boolean isThrottling(Throwable failure) {
    return failure instanceof SdkException fault && RetryUtils.isThrottlingException(fault);
  }

  /** Whether the service was not even connected to. */
  static boolean isUnreachable(Throwable failure) {
    return caused(
        failure,
        cause -> cause instanceof ConnectException || cause instanceof UnknownHostException);
  }

  private static boolean caused(Throwable failure, Predicate<Throwable> wanted) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (wanted.test(cause)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a fault means that the domain is not there. */
  static boolean isAboutTheDomain(AwsServiceException fault) {
    return unknownThing(fault).contains("domain");
  }

  /** What SWF does not know, without its name, which may be made of any words. */
  private static String unknownThing(AwsServiceException fault) {
    return NAME.matcher(message(fault).toLowerCase(Locale.ROOT)).replaceFirst("");
  }

  /** The service's own words. */
  static String message(AwsServiceException fault) {
    AwsErrorDetails details = fault.awsErrorDetails();
    String message = details == null ? null : details.errorMessage();
    return message == null ? "" : firstLine(message);
  }

  /**
   * The exception to throw instead.
   *
   * @param operation SWF's name of the operation that was called
   * @param failure what the SDK threw; not an SdkException if credentials are set up wrongly
   */
  RuntimeException of(String operation, RuntimeException failure) {
    return failure instanceof AwsServiceException fault
        ? answered(operation, fault)
        : unanswered(operation, failure);
  }

  private RuntimeException answered(String operation, AwsServiceException fault) {
    AwsErrorDetails details = fault.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    String said = message(fault);
    return switch (code) {
      case "UnknownResourceFault" -> unknown(operation, fault, said);
      case "DomainDeprecatedFault" ->
          new ConfigurationException(
              "domain '%1$s' is deprecated: use another, or 'aws swf undeprecate-domain --name %1$s'"
                  .formatted(location.domain()),
              fault);
      case "TypeDeprecatedFault" ->
          new ConfigurationException(
              "a type is deprecated in domain '%s', undeprecate it or use another version: %s%s"
                  .formatted(location.domain(), said, request(fault)),
              fault);
      case "DefaultUndefinedFault" ->
          new ConfigurationException(
              "the type was registered without a default that is needed, give a value: %s%s"
                  .formatted(said, request(fault)),
              fault);
      case "ValidationException", "SerializationException" ->
          new IllegalArgumentException(
              details == null ? said : invalid(details.errorMessage(), said), fault);
      default ->
          fault.statusCode() == TOO_LARGE
              ? new IllegalArgumentException("the request is too large: " + said, fault)
              : service(refusal(code, said, operation, fault), fault);
    };
  }

  private static String invalid(@Nullable String text, String otherwise) {
    Matcher matcher = VALIDATION.matcher(text == null ? "" : text);
    if (!matcher.find()) {
      return otherwise;
    }
    String value = matcher.group(1);
    return "%s must %s; it is '%s'"
        .formatted(
            matcher.group(2),
            firstLine(matcher.group(3)),
            value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value);
  }

  private RuntimeException unknown(String operation, AwsServiceException fault, String said) {
    if (isAboutTheDomain(fault)) {
      return service(
          ("there is no domain '%s' in region %s at %s: name another with --domain, or"
                  + " register it, as 'decider start', 'worker start' and 'server --domain' do")
              .formatted(location.domain(), location.region(), location.endpoint()),
          fault);
    }
    String thing = unknownThing(fault);
    if (thing.contains("execution")) {
      return new ExecutionNotFoundException(
          "domain '%s' has no such execution, or it is closed: %s"
              .formatted(location.domain(), said),
          fault);
    } else if (thing.contains("type")) {
      return new TaskNotFoundException(
          "domain '%s' has no such type: %s".formatted(location.domain(), said), fault);
    }
    return service(operation + " failed: " + said, fault);
  }

  /** What was refused, and what to do. */
  private String refusal(String code, String said, String operation, AwsServiceException fault) {
    return switch (code) {
      case "ExpiredToken", "ExpiredTokenException", "RequestExpired" ->
          "the AWS credentials have expired: get new ones, for example with 'aws sso login' or a new"
              + " AWS_SESSION_TOKEN";
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "IncompleteSignature",
          "IncompleteSignatureException" ->
          "%s does not know the AWS access key: check AWS_ACCESS_KEY_ID or the profile (%s)"
              .formatted(location.endpoint(), said);
      case "InvalidSignatureException", "SignatureDoesNotMatch" ->
          ("the signature was refused: check AWS_SECRET_ACCESS_KEY, the region (%s) and this"
                  + " machine's clock (%s)")
              .formatted(location.region(), said);
      case "AccessDeniedException", "AccessDenied", "OperationNotPermittedFault" ->
          ("the AWS credentials do not permit this: allow the IAM action swf:%s on domain '%s'"
                  + " (%s)")
              .formatted(operation, location.domain(), said);
      case "OptInRequired", "SubscriptionRequiredException" ->
          "this AWS account cannot use SWF in region %s: sign up for it or use another region"
              .formatted(location.region());
      case "LimitExceededFault", "LimitExceededException" ->
          "SWF's quota for this account or domain is used up: " + said;
      default -> byStatus(code, said, operation, fault);
    };
  }

  private String byStatus(String code, String said, String operation, AwsServiceException fault) {
    if (isThrottling(fault)) {
      return "SWF is called too often (%s): run fewer processes, or ask AWS for a higher quota of %s"
          .formatted(said.isEmpty() ? code : said, operation);
    } else if (fault.statusCode() == PROXY_LOGIN) {
      return "the proxy %s wants a name and a password: HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT"
          .formatted(location.way().text().orElse("on the way"));
    } else if (fault.statusCode() >= SERVER_ERROR) {
      return "%s has a problem, try again later: HTTP %d %s %s"
          .formatted(location.endpoint(), fault.statusCode(), code, said)
          .strip();
    } else if (code.isEmpty() || code.equals("UnknownOperationException")) {
      return "%s answers, but not as SWF does (HTTP %d): check the endpoint, and proxies on the way"
          .formatted(location.endpoint(), fault.statusCode());
    }
    return "%s failed: %s %s".formatted(operation, code, said).strip();
  }

  private ServiceException service(String message, AwsServiceException fault) {
    return new ServiceException(message + request(fault), fault);
  }

  private static String request(AwsServiceException fault) {
    return fault.requestId() == null ? "" : " (request " + fault.requestId() + ")";
  }

  private ServiceException unanswered(String operation, RuntimeException failure) {
    return new ServiceException(unansweredMessage(operation, failure), failure);
  }

  private String unansweredMessage(String operation, RuntimeException failure) {
    String host = location.endpoint().getHost();
    if (failure instanceof AbortedException) {
      return operation + " was interrupted";
    } else if (failure instanceof ApiCallAttemptTimeoutException
        || failure instanceof ApiCallTimeoutException
        || caused(failure, SocketTimeoutException.class::isInstance)) {
      return "%s did not answer in time: check the network and the endpoint"
          .formatted(location.endpoint());
    } else if (isUnreachable(failure) && location.way().text().isPresent()) {
      return "the proxy %s cannot be reached: check HTTPS_PROXY, HTTP_PROXY and the network"
          .formatted(location.way().text().get());
    } else if (caused(failure, UnknownHostException.class::isInstance)) {
      return "the host %s is not known: check the region (%s), the endpoint and the network"
          .formatted(host, location.region());
    } else if (caused(failure, ConnectException.class::isInstance)) {
      return "nothing can be reached at %s: check that it runs, the endpoint and the network"
          .formatted(location.endpoint());
    } else if (caused(failure, SSLException.class::isInstance)) {
      return "no secure connection to %s, check the certificates, or use http:// if it has none: %s"
          .formatted(host, rootMessage(failure));
    }
    String said = firstLine(String.valueOf(failure.getMessage()));
    Matcher lacking = LACKING_MODULE.matcher(said);
    if (lacking.find()) {
      return "the profile's credentials need a module of the AWS SDK that is not here (%s): put its jar"
              .formatted(lacking.group())
          + " and that of url-connection-client on the class path, or use 'aws configure"
          + " export-credentials'";
    } else if (said.startsWith("Unable to load credentials")
        || said.startsWith("Profile file contained no credentials")) {
      return withoutCredentials(host);
    } else if (said.startsWith("Unable to unmarshall response")) {
      return "%s answers, but not as SWF does: check the endpoint, and proxies on the way"
          .formatted(location.endpoint());
    } else if (caused(failure, IOException.class::isInstance)) {
      return "the connection to %s broke: %s".formatted(location.endpoint(), rootMessage(failure));
    }
    return operation + " failed: " + said;
  }

  /** A wrong host comes to light here: for none but this machine's, credentials are needed. */
  private String withoutCredentials(String host) {
    String withThem =
        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile that has some with"
            + " --profile";
    return location.way().proxy().isPresent() || isKnown(host)
        ? "no AWS credentials were found: " + withThem
        : ("no AWS credentials were found, nor is the host %s known: check the region (%s), the"
                + " endpoint and the network; %s")
            .formatted(host, location.region(), withThem);
  }

  private static boolean isKnown(String host) {
    try {
      return InetAddress.getAllByName(host).length > 0;
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : firstLine(message);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
