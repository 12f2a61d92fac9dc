package io.simpleflow.server.operations;

import io.simpleflow.server.protocol.Fault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resource names of domains. Region and account are the caller's own affair here. */
final class DomainArn {
  private static final String ACCOUNT = "000000000000";
  private static final Pattern FORM =
      Pattern.compile("arn:[a-z-]+:swf:[a-z0-9-]*:\\d*:/domain/(.+)");

  private DomainArn() {}

  static String of(String region, String domain) {
    return "arn:aws:swf:%s:%s:/domain/%s".formatted(region, ACCOUNT, domain);
  }

  /**
   * The name of the domain that an ARN is of.
   *
   * @throws Fault if it is no ARN of a domain
   */
  static String domain(String arn) {
    Matcher matcher = FORM.matcher(arn);
    if (!matcher.matches()) {
      throw Fault.validation("Invalid ARN: '%s' is not one of a domain".formatted(arn));
    }
    return matcher.group(1);
  }
}
