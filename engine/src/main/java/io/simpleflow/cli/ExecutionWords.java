package io.simpleflow.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the words behind a command mean: {@code [DOMAIN] WORKFLOW_ID [RUN_ID]}.
 *
 * <p>The first word is a domain if it is the backend's, or if there are three words. A run id with
 * a {@code %} is decoded as in an address.
 *
 * @param workflowId the workflow id, unless the latest execution of all is meant
 * @param runId the run id, unless the latest execution of the workflow id is meant
 */
record ExecutionWords(Optional<String> workflowId, Optional<String> runId) {
  /**
   * Reads the words.
   *
   * @param domain the domain of the backend
   * @throws UsageException if there are too many, or another domain is named
   */
  static ExecutionWords of(List<String> words, String domain) {
    List<String> ids = withoutDomain(words, domain, 3);
    if (ids.size() > 2) {
      throw new UsageException("one word too many: '%s'".formatted(ids.get(2)));
    }
    return new ExecutionWords(
        ids.stream().findFirst(), ids.stream().skip(1).findFirst().map(ExecutionWords::decoded));
  }

  /**
   * Returns the words without a leading domain.
   *
   * @param full the number of words with which the first must be a domain
   */
  static List<String> withoutDomain(List<String> words, String domain, int full) {
    if (words.isEmpty()) {
      return words;
    }
    if (words.get(0).equals(domain)) {
      return words.subList(1, words.size());
    }
    if (words.size() >= full) {
      throw new UsageException(
          "there is no domain '%s' here: it is '%s'".formatted(words.get(0), domain));
    }
    return words;
  }

  /**
   * Reads the words of a command that takes a domain alone.
   *
   * @throws UsageException if another domain is named, or anything else
   */
  static void refuse(List<String> words, String domain) {
    List<String> others = withoutDomain(words, domain, 1);
    if (!others.isEmpty()) {
      throw new UsageException("one word too many: '%s'".formatted(others.get(0)));
    }
  }

  private static String decoded(String runId) {
    if (!runId.contains("%")) {
      return runId;
    }
    try {
      return URLDecoder.decode(runId.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new UsageException("run id '%s': %s".formatted(runId, e.getMessage()), e);
    }
  }
}
