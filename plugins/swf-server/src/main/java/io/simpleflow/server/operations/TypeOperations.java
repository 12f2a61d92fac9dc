package io.simpleflow.server.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import io.simpleflow.engine.json.EpochSeconds;
import io.simpleflow.local.service.ServiceFault;
import io.simpleflow.local.service.TypeTable;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.server.operations.TypeKind.NameAndVersion;
import io.simpleflow.server.protocol.Input;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Registering, describing, listing, deprecating and deleting types of one kind.
 *
 * @param <K> name and version
 * @param <D> what is registered
 */
final class TypeOperations<K, D> {
  private final DomainLookup lookup;
  private final TypeKind<K, D> kind;

  TypeOperations(DomainLookup lookup, TypeKind<K, D> kind) {
    this.lookup = lookup;
    this.kind = kind;
  }

  void addTo(OperationTable table) {
    String name = kind.name();
    table.add("Register" + name, this::register);
    table.add("Describe" + name, this::describe);
    table.add("List" + name + "s", this::list);
    table.add("Deprecate" + name, call -> change(call, (types, key) -> types.deprecate(key, true)));
    table.add(
        "Undeprecate" + name, call -> change(call, (types, key) -> types.deprecate(key, false)));
    table.add("Delete" + name, call -> change(call, TypeTable::delete));
  }

  private Answer register(Call call) {
    Input input = call.input();
    NameAndVersion type = NameAndVersion.of(input);
    TypeTable<K, D> types = kind.table().apply(lookup.serviceForNew(call.domain()).types());
    try {
      types.registerNew(kind.defaults().apply(key(type), input), input.optional("description"));
      return Answer.NONE;
    } catch (ServiceFault e) {
      throw ServiceFaults.of(e, kind.describe(type));
    }
  }

  private K key(NameAndVersion type) {
    return kind.key().apply(type.name(), type.version());
  }

  private Answer change(Call call, BiConsumer<TypeTable<K, D>, K> change) {
    NameAndVersion type = type(call);
    known(call, type);
    try {
      change.accept(types(call), key(type));
      return Answer.NONE;
    } catch (ServiceFault e) {
      throw ServiceFaults.of(e, kind.describe(type));
    }
  }

  private TypeTable<K, D> types(Call call) {
    return kind.table().apply(lookup.service(call.domain()).types());
  }

  private NameAndVersion type(Call call) {
    return NameAndVersion.of(call.input().structure(kind.member()));
  }

  private RegisteredType<D> known(Call call, NameAndVersion type) {
    return types(call).find(key(type)).orElseThrow(() -> kind.unknown(type));
  }

  private Answer describe(Call call) {
    RegisteredType<D> type = known(call, type(call));
    return out -> {
      out.writeStartObject();
      out.writeObjectFieldStart("configuration");
      kind.configuration().write(out, type.defaults());
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
        types(call).all().stream()
            .filter(type -> type.deprecated().isPresent() == deprecated)
            .filter(type -> name.isEmpty() || name.get().equals(type(type).name()))
            .sorted(call.isReversed() ? order.reversed() : order)
            .toList();
    return NamePages.of(call, "typeInfos", found, this::sortKey).answer(this::info);
  }

  private String sortKey(RegisteredType<D> type) {
    return type(type).name() + "\0" + type(type).version();
  }

  private NameAndVersion type(RegisteredType<D> registered) {
    return kind.type().apply(registered.defaults());
  }

  private void info(JsonGenerator out, RegisteredType<D> type) throws IOException {
    boolean isActivity = kind.member().compareTo("creationDate") < 0;
    out.writeStartObject();
    if (isActivity) {
      Answer.type(out, kind.member(), type(type).name(), type(type).version());
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
      Answer.type(out, kind.member(), type(type).name(), type(type).version());
    }
    out.writeEndObject();
  }
}
