package io.simpleflow.server.operations;

import io.simpleflow.local.service.Domains;
import io.simpleflow.local.service.WorkflowService;
import io.simpleflow.local.store.RegisteredDomain;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.FaultType;

/** Finds the domains that calls name. Thread-safe. */
final class DomainLookup {
  private final Domains domains;

  DomainLookup(Domains domains) {
    this.domains = domains;
  }

  /**
   * A domain, deprecated or not.
   *
   * @throws Fault if it is not registered
   */
  RegisteredDomain find(String name) {
    return domains.find(name).orElseThrow(() -> Fault.unknown("Unknown domain: " + name));
  }

  /**
   * The service of a domain, deprecated or not.
   *
   * @throws Fault if it is not registered
   */
  WorkflowService service(String name) {
    return domains.service(find(name).name());
  }

  /**
   * The service of a domain in which something new may begin.
   *
   * @throws Fault if it is not registered, or deprecated
   */
  WorkflowService serviceForNew(String name) {
    if (find(name).deprecated().isPresent()) {
      throw new Fault(FaultType.DOMAIN_DEPRECATED, name);
    }
    return domains.service(name);
  }

  /**
   * The service whose task the call's token is for.
   *
   * @throws io.simpleflow.StaleTaskException if it is for none of an open execution
   */
  WorkflowService serviceOfTask(Call call) {
    return domains.serviceOf(call.input().text("taskToken"));
  }
}
