package io.simpleflow.server.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import io.simpleflow.engine.json.EpochSeconds;
import io.simpleflow.local.service.ServiceFault;
import io.simpleflow.local.service.TypeRegistry;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.Input;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Registering, describing, listing, deprecating and deleting types of one kind.
 *
 * @param <K> name and version
 * @param <D> what is registered
 */
abstract class TypeOperations<K, D> {
  private final DomainLookup lookup;
  private final String kind;
  private final String member;

  /**
   * Operations on one kind.
   *
   * @param kind the kind as SWF names it: WorkflowType or ActivityType
   * @param member the member that holds a type's name and version
   */
  TypeOperations(DomainLookup lookup, String kind, String member) {
    this.lookup = lookup;
    this.kind = kind;
    this.member = member;
  }

  abstract K key(String name, String version);

  abstract String name(D defaults);

  abstract String version(D defaults);

  abstract void register(TypeRegistry types, K type, Input input);

  abstract Optional<RegisteredType<D>> find(TypeRegistry types, K type);

  abstract List<RegisteredType<D>> all(TypeRegistry types);

  abstract void deprecate(TypeRegistry types, K type, boolean deprecated);

  abstract void delete(TypeRegistry types, K type);

  abstract void configuration(JsonGenerator out, D defaults) throws IOException;

  final void addTo(OperationTable table) {
    table.add("Register" + kind, this::register);
    table.add("Describe" + kind, this::describe);
    table.add("List" + kind + "s", this::list);
    table.add(
        "Deprecate" + kind, call -> change(call, (types, key) -> deprecate(types, key, true)));
    table.add(
        "Undeprecate" + kind, call -> change(call, (types, key) -> deprecate(types, key, false)));
    table.add("Delete" + kind, call -> change(call, this::delete));
  }

  private Answer register(Call call) {
    Input input = call.input();
    String name = input.text("name");
    String version = input.text("version");
    TypeRegistry types = lookup.serviceForNew(call.domain()).types();
    try {
      register(types, key(name, version), input);
      return Answer.NONE;
    } catch (ServiceFault e) {
      throw ServiceFaults.of(e, describe(kind, name, version));
    }
  }

  private Answer change(Call call, Change<K> change) {
    TypeRegistry types = lookup.service(call.domain()).types();
    K key = key(call);
    known(call, types, key);
    Input type = call.input().structure(member);
    try {
      change.apply(types, key);
      return Answer.NONE;
    } catch (ServiceFault e) {
      throw ServiceFaults.of(e, describe(kind, type.text("name"), type.text("version")));
    }
  }

  private K key(Call call) {
    Input type = call.input().structure(member);
    return key(type.text("name"), type.text("version"));
  }

  private RegisteredType<D> known(Call call, TypeRegistry types, K key) {
    Input type = call.input().structure(member);
    return find(types, key)
        .orElseThrow(() -> unknown(kind, type.text("name"), type.text("version")));
  }

  /** That a type is not registered, in SWF's words. */
  static Fault unknown(String kind, String name, String version) {
    return Fault.unknown("Unknown type: " + describe(kind, name, version));
  }

  /** A type, in SWF's words. */
  static String describe(String kind, String name, String version) {
    return "%s=[name=%s, version=%s]".formatted(kind, name, version);
  }

  private Answer describe(Call call) {
    TypeRegistry types = lookup.service(call.domain()).types();
    RegisteredType<D> type = known(call, types, key(call));
    return out -> {
      out.writeStartObject();
      out.writeObjectFieldStart("configuration");
      configuration(out, type.defaults());
      out.writeEndObject();
      out.writeFieldName("typeInfo");
      info(out, type);
      out.writeEndObject();
    };
  }

  private Answer list(Call call) {
    boolean deprecated = call.input().text("registrationStatus").equals("DEPRECATED");
    Optional<String> name = call.input().optional("name");
    Comparator<RegisteredType<D>> order = Comparator.comparing(this::sortKey);
    List<RegisteredType<D>> found =
        all(lookup.service(call.domain()).types()).stream()
            .filter(type -> type.deprecated().isPresent() == deprecated)
            .filter(type -> name.isEmpty() || name.get().equals(name(type.defaults())))
            .sorted(call.isReversed() ? order.reversed() : order)
            .toList();
    return NamePages.of(call, "typeInfos", found, this::sortKey).answer(this::info);
  }

  private String sortKey(RegisteredType<D> type) {
    return name(type.defaults()) + "\0" + version(type.defaults());
  }

  private void info(JsonGenerator out, RegisteredType<D> type) throws IOException {
    boolean isActivity = member.compareTo("creationDate") < 0;
    out.writeStartObject();
    if (isActivity) {
      Answer.type(out, member, name(type.defaults()), version(type.defaults()));
    }
    out.writeFieldName("creationDate");
    EpochSeconds.write(out, type.created());
    if (type.deprecated().isPresent()) {
      out.writeFieldName("deprecationDate");
      EpochSeconds.write(out, type.deprecated().get());
    }
    Answer.text(out, "description", type.description());
    out.writeStringField("status", DomainOperations.status(type.deprecated()));
    if (!isActivity) {
      Answer.type(out, member, name(type.defaults()), version(type.defaults()));
    }
    out.writeEndObject();
  }

  private interface Change<K> {
    void apply(TypeRegistry types, K type);
  }
}
