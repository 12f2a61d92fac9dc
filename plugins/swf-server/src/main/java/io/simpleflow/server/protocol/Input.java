package io.simpleflow.server.protocol;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request, or of a structure in one, after validation: each is of the type that
 * the model says, and what is required is there. Immutable.
 */
public final class Input {
  private final Map<String, Object> members;
  private final Source source;

  Input(Map<String, Object> members, Source source) {
    this.members = members;
    this.source = source;
  }

  /** Opens the JSON that the members were read from. */
  interface Source {
    JsonParser open() throws IOException;
  }

  /**
   * Opens the JSON of a member of a request once more, for who has a reader of its own for it.
   *
   * @return a parser whose current token begins the member's value
   * @throws IllegalStateException if the member is not there, or not one of the request itself
   */
  public JsonParser open(String name) {
    try {
      JsonParser in = source.open();
      in.nextToken();
      while (!name.equals(in.nextFieldName())) {
        if (in.nextToken() == null) {
          throw new IllegalStateException("the request has no " + name);
        }
        in.skipChildren();
      }
      in.nextToken();
      return in;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the request is in memory, and is JSON", e);
    }
  }

  /** A text that must be there. */
  public String text(String name) {
    return (String) Objects.requireNonNull(members.get(name), name);
  }

  /** A text that may be absent. */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(nullable(name));
  }

  /** A text that may be absent, as the records of the model have it. */
  public @Nullable String nullable(String name) {
    return (String) members.get(name);
  }

  /** A list of texts; empty if it is absent. */
  public List<String> texts(String name) {
    return list(name).stream().map(String.class::cast).toList();
  }

  /** A list of structures; empty if it is absent. */
  public List<Input> structures(String name) {
    return list(name).stream().map(Input::of).toList();
  }

  private List<?> list(String name) {
    Object value = members.get(name);
    return value == null ? List.of() : (List<?>) value;
  }

  /** A structure that must be there. */
  public Input structure(String name) {
    return of(Objects.requireNonNull(members.get(name), name));
  }

  /** A structure that may be absent. */
  public Optional<Input> optionalStructure(String name) {
    return Optional.ofNullable(members.get(name)).map(Input::of);
  }

  @SuppressWarnings("unchecked")
  private static Input of(Object structure) {
    return new Input(
        (Map<String, Object>) structure,
        () -> {
          throw new IllegalStateException("only the members of the request itself are opened");
        });
  }

  /** A number that may be absent. */
  public Optional<Integer> number(String name) {
    return Optional.ofNullable((Integer) members.get(name));
  }

  /** Whether a flag is there and set. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /** A time that may be absent. */
  public Optional<Instant> time(String name) {
    return Optional.ofNullable((Instant) members.get(name));
  }
}
