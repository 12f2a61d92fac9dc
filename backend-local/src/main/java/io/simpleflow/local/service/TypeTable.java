package io.simpleflow.local.service;

import io.simpleflow.TaskNotFoundException;
import io.simpleflow.local.service.ServiceFault.Kind;
import io.simpleflow.local.store.Changes;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.HistoryStore.Receipt;
import io.simpleflow.local.store.RegisteredType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The registered types of one kind. Thread-safe.
 *
 * @param <K> name and version
 * @param <D> what a registration says
 */
final class TypeTable<K, D> {
  private static final int TYPES = 10_000;

  private final HistoryStore store;
  private final InstantSource clock;
  private final Function<D, K> key;
  private final Function<RegisteredType<D>, Changes.Upkeep> put;
  private final Function<K, Changes.Upkeep> delete;

  /** Held for reading the table and handing changes over, not while they are being kept. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<K, RegisteredType<D>> types = new HashMap<>();

  TypeTable(
      HistoryStore store,
      InstantSource clock,
      Function<D, K> key,
      Function<RegisteredType<D>, Changes.Upkeep> put,
      Function<K, Changes.Upkeep> delete) {
    this.store = store;
    this.clock = clock;
    this.key = key;
    this.put = put;
    this.delete = delete;
  }

  K key(D defaults) {
    return key.apply(defaults);
  }

  /** Takes a type that the store has. */
  void put(RegisteredType<D> type) {
    types.put(key.apply(type.defaults()), type);
  }

  Optional<RegisteredType<D>> find(K type) {
    lock.lock();
    try {
      return Optional.ofNullable(types.get(type));
    } finally {
      lock.unlock();
    }
  }

  List<RegisteredType<D>> all(Comparator<RegisteredType<D>> order) {
    lock.lock();
    try {
      return types.values().stream().sorted(order).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Registers a type; gives the one that is there instead, if there is one. */
  Optional<RegisteredType<D>> putIfAbsent(D defaults, Optional<String> description) {
    Receipt receipt;
    lock.lock();
    try {
      @Nullable RegisteredType<D> known = types.get(key.apply(defaults));
      if (known != null) {
        return Optional.of(known);
      } else if (types.size() >= TYPES) {
        throw new ServiceFault(
            Kind.LIMIT_EXCEEDED,
            "the domain has %,d types; delete some that are deprecated".formatted(TYPES));
      }
      receipt = replace(new RegisteredType<>(defaults, description, now(), Optional.empty()));
    } finally {
      lock.unlock();
    }
    receipt.await();
    return Optional.empty();
  }

  void deprecate(K type, boolean deprecated) {
    Receipt receipt;
    lock.lock();
    try {
      RegisteredType<D> known = existing(type);
      if (known.deprecated().isPresent() == deprecated) {
        throw deprecated
            ? new ServiceFault(Kind.TYPE_DEPRECATED, type + " is deprecated already")
            : new ServiceFault(Kind.TYPE_ALREADY_EXISTS, type + " is not deprecated");
      }
      receipt = replace(known.withDeprecated(Optional.of(now()).filter(time -> deprecated)));
    } finally {
      lock.unlock();
    }
    receipt.await();
  }

  /** Deprecates those that are not. */
  void deprecateAll() {
    lock.lock();
    try {
      for (RegisteredType<D> type : List.copyOf(types.values())) {
        if (type.deprecated().isEmpty()) {
          // Whoever deprecates the domain waits for that.
          Receipt unused = replace(type.withDeprecated(Optional.of(now())));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void delete(K type) {
    Receipt receipt;
    lock.lock();
    try {
      if (existing(type).deprecated().isEmpty()) {
        throw new ServiceFault(
            Kind.TYPE_NOT_DEPRECATED, type + " is not deprecated; deprecate it first");
      }
      types.remove(type);
      receipt = store.write(Changes.of(delete.apply(type)));
    } finally {
      lock.unlock();
    }
    receipt.await();
  }

  private RegisteredType<D> existing(K type) {
    RegisteredType<D> known = types.get(type);
    if (known == null) {
      throw new TaskNotFoundException(type + " is not registered");
    }
    return known;
  }

  private Receipt replace(RegisteredType<D> type) {
    types.put(key.apply(type.defaults()), type);
    return store.write(Changes.of(put.apply(type)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
