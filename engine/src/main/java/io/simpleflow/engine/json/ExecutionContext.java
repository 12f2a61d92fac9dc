package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a decider leaves with the service for readers of a running execution: {@code
 * {"state":…,"waiting_signals":["a","b"]}}, each member only where it has something to say, and the
 * empty text for nothing at all. The second is the original's. Immutable.
 *
 * @param state the workflow's state as JSON, if it has one
 * @param waitingSignals the names of the signals that its code waits for, sorted
 */
public record ExecutionContext(Optional<String> state, List<String> waitingSignals) {
  private static final JsonFactory JSON = JsonDataConverter.factory();
  private static final ExecutionContext EMPTY = new ExecutionContext(Optional.empty(), List.of());
  private static final String STATE = "state";
  private static final String WAITING_SIGNALS = "waiting_signals";

  /** Sorts the names. */
  public ExecutionContext {
    waitingSignals = List.copyOf(new TreeSet<>(waitingSignals));
  }

  /**
   * A context of what a workflow says of itself.
   *
   * @param state as JSON; null, and the JSON text {@code null}, for none
   */
  public static ExecutionContext of(@Nullable String state, Collection<String> waitingSignals) {
    return new ExecutionContext(
        Optional.ofNullable(state).filter(json -> !json.equals("null")),
        List.copyOf(waitingSignals));
  }

  /** Reads a context. In one of another form, written by other software, there is nothing. */
  public static ExecutionContext parse(String text) {
    try (JsonParser in = JSON.createParser(text)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return EMPTY;
      }
      String state = null;
      List<String> waitingSignals = List.of();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        if (name.equals(STATE)) {
          state = CanonicalJson.of(in);
        } else if (name.equals(WAITING_SIGNALS) && value == JsonToken.START_ARRAY) {
          waitingSignals = names(in);
        } else {
          in.skipChildren();
        }
      }
      return of(state, waitingSignals);
    } catch (IOException notOurs) {
      return EMPTY;
    }
  }

  private static List<String> names(JsonParser in) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() == JsonToken.VALUE_STRING) {
        names.add(in.getText());
      } else {
        in.skipChildren();
      }
    }
    return List.copyOf(names);
  }

  /** Writes the context as the service keeps it; empty if there is nothing to say. */
  public String toText() {
    Map<String, String> members = new LinkedHashMap<>();
    state.ifPresent(json -> members.put(STATE, json));
    if (!waitingSignals.isEmpty()) {
      members.put(
          WAITING_SIGNALS,
          CanonicalJson.array(waitingSignals.stream().map(CanonicalJson::quote).toList()));
    }
    return members.isEmpty() ? "" : CanonicalJson.object(members);
  }
}
