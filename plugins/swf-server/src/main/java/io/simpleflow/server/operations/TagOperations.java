package io.simpleflow.server.operations;

import io.simpleflow.local.service.Domains;
import io.simpleflow.server.protocol.Fault;
import java.util.TreeMap;

/** Tags of domains. */
final class TagOperations {
  private final Domains domains;

  TagOperations(Domains domains) {
    this.domains = domains;
  }

  void addTo(OperationTable table) {
    table.add("ListTagsForResource", this::list);
    table.add("TagResource", this::tag);
    table.add("UntagResource", this::untag);
  }

  private String domain(Call call) {
    String arn = call.input().text("resourceArn");
    String domain = DomainArn.domain(arn);
    if (domains.find(domain).isEmpty()) {
      throw Fault.unknown("Unknown resource: " + arn);
    }
    return domain;
  }

  private Answer list(Call call) {
    TreeMap<String, String> tags = new TreeMap<>(domains.tags(domain(call)));
    return out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("tags");
      for (var tag : tags.entrySet()) {
        out.writeStartObject();
        out.writeStringField("key", tag.getKey());
        out.writeStringField("value", tag.getValue());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  private Answer tag(Call call) {
    domains.tag(domain(call), DomainOperations.tags(call.input()));
    return Answer.NONE;
  }

  private Answer untag(Call call) {
    domains.untag(domain(call), call.input().texts("tagKeys"));
    return Answer.NONE;
  }
}
