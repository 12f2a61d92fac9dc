package io.simpleflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signal that an execution has got.
 *
 * @param name its name
 * @param input its input as it came, or null if it had none
 * @param value the input read as JSON: maps, lists, texts, numbers, booleans or null; the input
 *     itself if it is no JSON
 * @param arguments the positional arguments, if it was sent by this library or the original; else
 *     empty
 * @param keywordArguments the arguments by name, likewise
 * @param propagate whether it is sent on
 * @param sender the execution that sent it, if one did
 * @param eventId the history event that told of it
 * @param received when it came
 */
public record ReceivedSignal(
    String name,
    @Nullable String input,
    @Nullable Object value,
    List<@Nullable Object> arguments,
    Map<String, @Nullable Object> keywordArguments,
    boolean propagate,
    Optional<ExecutionId> sender,
    long eventId,
    Instant received) {}
