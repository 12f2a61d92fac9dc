package io.simpleflow.server.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import io.simpleflow.local.service.Domains;
import io.simpleflow.local.service.ServiceFault;
import io.simpleflow.local.store.RegisteredDomain;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.Input;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registering, describing, listing and deprecating domains. */
final class DomainOperations {
  private static final int LONGEST_RETENTION_DAYS = 90;

  private final Domains domains;
  private final DomainLookup lookup;
  private final InstantSource clock;

  DomainOperations(Domains domains, DomainLookup lookup, InstantSource clock) {
    this.domains = domains;
    this.clock = clock;
    this.lookup = lookup;
  }

  void addTo(OperationTable table) {
    table.add("RegisterDomain", this::register);
    table.add("DescribeDomain", this::describe);
    table.add("ListDomains", this::list);
    table.add("DeprecateDomain", call -> deprecate(call, true));
    table.add("UndeprecateDomain", call -> deprecate(call, false));
  }

  private Answer register(Call call) {
    Input input = call.input();
    String retention = input.text("workflowExecutionRetentionPeriodInDays");
    if (!retention.equals("NONE")
        && (!retention.matches("\\d{1,8}")
            || Integer.parseInt(retention) > LONGEST_RETENTION_DAYS)) {
      throw Fault.validation(
          "Invalid workflowExecutionRetentionPeriodInDays: '%s'; it must be NONE or from 0 to %d"
              .formatted(retention, LONGEST_RETENTION_DAYS));
    }
    RegisteredDomain domain =
        new RegisteredDomain(
            input.text("name"),
            input.optional("description"),
            retention,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            Optional.empty(),
            tags(input));
    try {
      domains.register(domain);
      return Answer.NONE;
    } catch (ServiceFault e) {
      throw explained(e, domain.name());
    }
  }

  static Map<String, String> tags(Input input) {
    Map<String, String> tags = new LinkedHashMap<>();
    input
        .structures("tags")
        .forEach(tag -> tags.put(tag.text("key"), tag.optional("value").orElse("")));
    return tags;
  }

  private Answer describe(Call call) {
    RegisteredDomain domain = lookup.find(call.input().text("name"));
    return out -> {
      out.writeStartObject();
      out.writeObjectFieldStart("configuration");
      out.writeStringField("workflowExecutionRetentionPeriodInDays", domain.retentionDays());
      out.writeEndObject();
      out.writeFieldName("domainInfo");
      info(out, domain, call.region());
      out.writeEndObject();
    };
  }

  private Answer list(Call call) {
    boolean deprecated = call.input().text("registrationStatus").equals("DEPRECATED");
    Comparator<RegisteredDomain> order = Comparator.comparing(RegisteredDomain::name);
    List<RegisteredDomain> found =
        domains.list().stream()
            .filter(domain -> domain.deprecated().isPresent() == deprecated)
            .sorted(call.isReversed() ? order.reversed() : order)
            .toList();
    return NamePages.of(call, "domainInfos", found, RegisteredDomain::name)
        .answer((out, domain) -> info(out, domain, call.region()));
  }

  private static void info(JsonGenerator out, RegisteredDomain domain, String region)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("arn", DomainArn.of(region, domain.name()));
    Answer.text(out, "description", domain.description());
    out.writeStringField("name", domain.name());
    out.writeStringField("status", status(domain.deprecated()));
    out.writeEndObject();
  }

  static String status(Optional<?> deprecated) {
    return deprecated.isPresent() ? "DEPRECATED" : "REGISTERED";
  }

  private Answer deprecate(Call call, boolean deprecated) {
    String name = lookup.find(call.input().text("name")).name();
    try {
      domains.deprecate(name, deprecated);
      return Answer.NONE;
    } catch (ServiceFault e) {
      throw explained(e, name);
    }
  }

  /** SWF says no more than the name where that is what the fault is about. */
  private static Fault explained(ServiceFault fault, String name) {
    return switch (fault.kind()) {
      case DOMAIN_ALREADY_EXISTS, DOMAIN_DEPRECATED -> ServiceFaults.of(fault, name);
      default -> ServiceFaults.of(fault, String.valueOf(fault.getMessage()));
    };
  }
}
