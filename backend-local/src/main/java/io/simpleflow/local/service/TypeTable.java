package io.simpleflow.local.service;

import io.simpleflow.ConfigurationException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.local.service.ServiceFault.Kind;
import io.simpleflow.local.store.Changes;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.HistoryStore.Receipt;
import io.simpleflow.local.store.RegisteredType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The registered types of one kind. Thread-safe.
 *
 * @param <K> name and version
 * @param <D> what a registration says
 */
public final class TypeTable<K, D> {
  private static final int TYPES = 10_000;
  private static final int DESCRIPTION = 1_024;

  private final HistoryStore store;
  private final InstantSource clock;
  private final Function<D, K> key;
  private final Consumer<D> check;
  private final Function<RegisteredType<D>, Changes.Upkeep> put;
  private final Function<K, Changes.Upkeep> delete;

  /** Held for reading the table and handing changes over, not while they are being kept. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<K, RegisteredType<D>> types = new HashMap<>();

  /**
   * An empty table.
   *
   * @param check refuses what must not be registered
   * @param put what keeps a registration
   * @param delete what forgets one
   */
  TypeTable(
      HistoryStore store,
      InstantSource clock,
      Function<D, K> key,
      Consumer<D> check,
      Function<RegisteredType<D>, Changes.Upkeep> put,
      Function<K, Changes.Upkeep> delete) {
    this.store = store;
    this.clock = clock;
    this.key = key;
    this.check = check;
    this.put = put;
    this.delete = delete;
  }

  /** Takes a type that the store has. */
  void put(RegisteredType<D> type) {
    types.put(key.apply(type.defaults()), type);
  }

  /** A type with what is known about its registration, if it is registered. */
  public Optional<RegisteredType<D>> find(K type) {
    lock.lock();
    try {
      return Optional.ofNullable(types.get(type));
    } finally {
      lock.unlock();
    }
  }

  /** All registered types, deprecated ones included, in no order. */
  public List<RegisteredType<D>> all() {
    lock.lock();
    try {
      return List.copyOf(types.values());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Registers a type unless it is there, however it is registered.
   *
   * @throws ConfigurationException if it is deprecated
   * @throws ServiceFault if it is not there, and the domain is deprecated
   */
  void register(D type) {
    Optional<RegisteredType<D>> known = find(key.apply(type));
    if (known.isEmpty()) {
      check.accept(type);
      known = putIfAbsent(type, Optional.empty());
    }
    if (known.isPresent() && known.get().deprecated().isPresent()) {
      throw new ConfigurationException(key.apply(type) + " is deprecated");
    }
  }

  /**
   * Registers a type that is new.
   *
   * @param description at most 1,024 characters
   * @throws ServiceFault if it is registered already, or if the domain is deprecated
   * @throws IllegalArgumentException if it has something that SWF does not allow
   */
  public void registerNew(D type, Optional<String> description) {
    check.accept(type);
    Checks.atMost("description", description.orElse(null), DESCRIPTION);
    if (putIfAbsent(type, description).isPresent()) {
      throw new ServiceFault(Kind.TYPE_ALREADY_EXISTS, key.apply(type) + " is registered already");
    }
  }

  /** Registers a type; gives the one that is there instead, if there is one. */
  private Optional<RegisteredType<D>> putIfAbsent(D defaults, Optional<String> description) {
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

  /**
   * Lets a type be used for what is new no longer, or again.
   *
   * @throws TaskNotFoundException if it is not registered
   * @throws ServiceFault if it is so already
   */
  public void deprecate(K type, boolean deprecated) {
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

  /**
   * Forgets a type; executions and tasks of it go on.
   *
   * @throws TaskNotFoundException if it is not registered
   * @throws ServiceFault if it is not deprecated
   */
  public void delete(K type) {
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
