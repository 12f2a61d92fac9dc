package io.simpleflow.server.operations;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Operations by name. */
final class OperationTable {
  /** What an operation does; it may throw what {@link ServiceFaults} knows. */
  @FunctionalInterface
  interface Operation {
    CompletableFuture<Answer> run(Call call);
  }

  private final Map<String, Operation> operations = new HashMap<>();
  private final Map<String, Answer> nothings = new HashMap<>();

  /** Adds an operation that answers at once. */
  void add(String name, Function<Call, Answer> operation) {
    operations.put(name, call -> CompletableFuture.completedFuture(operation.apply(call)));
  }

  /**
   * Adds an operation that waits for something.
   *
   * @param nothing its answer when there was nothing
   */
  void addPoll(String name, Operation operation, Answer nothing) {
    operations.put(name, operation);
    nothings.put(name, nothing);
  }

  Optional<Operation> find(String name) {
    return Optional.ofNullable(operations.get(name));
  }

  Answer nothing(String name) {
    return nothings.getOrDefault(name, Answer.NONE);
  }
}
