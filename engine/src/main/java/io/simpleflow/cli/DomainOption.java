package io.simpleflow.cli;

import picocli.CommandLine.Option;

/** The original's short name of {@code --domain}, which is that of another option elsewhere. */
final class DomainOption {
  private final Session session;

  DomainOption(Session session) {
    this.session = session;
  }

  @Option(names = "-d", hidden = true, paramLabel = "DOMAIN")
  void setDomain(String domain) {
    session.options.domain = domain;
  }
}
