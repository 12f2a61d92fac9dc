package io.simpleflow.server.operations;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.simpleflow.local.service.Domains;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.FaultType;
import io.simpleflow.server.protocol.ProtocolModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** All operations of SWF's API, over the domains of a local service. Thread-safe. */
public final class SwfApi {
  private static final byte[] NO_BODY = {};

  private final JsonFactory json = new JsonFactory();
  private final ProtocolModel model = new ProtocolModel();
  private final OperationTable operations = new OperationTable();

  /**
   * Serves domains.
   *
   * @param longPoll how long a poll waits for a task
   */
  public SwfApi(Domains domains, InstantSource clock, Duration longPoll) {
    DomainLookup lookup = new DomainLookup(domains);
    new DomainOperations(domains, lookup, clock).addTo(operations);
    new TagOperations(domains).addTo(operations);
    new TypeOperations<>(lookup, TypeKind.WORKFLOW).addTo(operations);
    new TypeOperations<>(lookup, TypeKind.ACTIVITY).addTo(operations);
    new ExecutionOperations(lookup).addTo(operations);
    new VisibilityOperations(lookup).addTo(operations);
    new DecisionTaskOperations(lookup, longPoll).addTo(operations);
    new ActivityTaskOperations(lookup, longPoll).addTo(operations);
  }

  /**
   * Calls an operation.
   *
   * @param operation its name
   * @param body its request's JSON
   * @param region the region that the caller takes this for, to name in resource names
   * @return what to send. It completes later for polls, and may be cancelled when nobody wants it
   *     any more. It and its body fail with a {@link Fault} for what is the caller's fault
   * @throws Fault likewise
   */
  public CompletableFuture<Reply> call(String operation, byte[] body, String region) {
    OperationTable.Operation found =
        operations
            .find(operation)
            .orElseThrow(
                () ->
                    new Fault(
                        FaultType.UNKNOWN_OPERATION,
                        "SWF has no operation '%s'".formatted(operation)));
    CompletableFuture<Answer> answer;
    try {
      answer = found.run(new Call(operation, model.read(operation, body), region));
    } catch (RuntimeException e) {
      throw ServiceFaults.of(e);
    }
    return Polls.handle(
        answer,
        (value, failure) -> {
          if (value == null) {
            throw ServiceFaults.of(Objects.requireNonNull(failure));
          }
          return Reply.of(() -> render(value), value::undelivered);
        });
  }

  /** What a poll answers when there is no task. */
  public byte[] nothing(String operation) {
    return render(operations.nothing(operation));
  }

  private byte[] render(Answer answer) {
    if (answer == Answer.NONE) {
      return NO_BODY;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = json.createGenerator(bytes)) {
      answer.write(out);
    } catch (RuntimeException e) {
      throw ServiceFaults.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the answer is in memory", e);
    }
    return bytes.toByteArray();
  }
}
