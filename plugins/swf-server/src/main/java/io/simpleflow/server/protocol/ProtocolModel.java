package io.simpleflow.server.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.simpleflow.server.protocol.Violations.Path;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What SWF's operations take, and the reading of requests. The table of it is the resource {@code
 * swf-operations.txt}. Immutable.
 */
public final class ProtocolModel {
  private static final String TABLE = "swf-operations.txt";

  private final JsonFactory json = new JsonFactory();
  private final Map<String, Shape> kinds = new HashMap<>();
  private final Map<String, Shape.Structure> operations = new LinkedHashMap<>();

  /** Reads the table. */
  public ProtocolModel() {
    try (InputStream table = ProtocolModel.class.getResourceAsStream(TABLE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(table), StandardCharsets.UTF_8))) {
      read(lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + TABLE, e);
    }
  }

  /** The names of all operations. */
  public Set<String> operations() {
    return operations.keySet();
  }

  /**
   * Reads and validates a request.
   *
   * @param operation one of {@link #operations}
   * @param body the request's JSON; none counts as no members
   * @throws Fault if it is not JSON, or if a member is missing or not of the form that SWF takes
   */
  public Input read(String operation, byte[] body) {
    Shape.Structure shape = Objects.requireNonNull(operations.get(operation));
    Violations violations = new Violations();
    try (JsonParser in = json.createParser(body)) {
      if (in.nextToken() == null) {
        throw new Fault(FaultType.SERIALIZATION, "The request has no body; send at least {}");
      }
      Map<String, Object> members = shape.read(in, Path.TOP, violations);
      if (in.nextToken() != null) {
        throw new Fault(FaultType.SERIALIZATION, "Something follows the end of the request's JSON");
      }
      violations.check();
      return new Input(members, () -> json.createParser(body));
    } catch (JsonProcessingException e) {
      throw new Fault(FaultType.SERIALIZATION, "Not JSON as expected: " + problem(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the request is in memory", e);
    }
  }

  private static String problem(JsonProcessingException e) {
    @Nullable String message = e.getOriginalMessage();
    @Nullable JsonLocation place = e.getLocation();
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return place == null
        ? line
        : "%s (line %d, column %d)".formatted(line, place.getLineNr(), place.getColumnNr());
  }

  private void read(BufferedReader lines) throws IOException {
    Map<String, Shape.Structure.Member> members = new LinkedHashMap<>();
    @Nullable String structure = null;
    boolean isOperation = false;
    for (String line = lines.readLine(); ; line = lines.readLine()) {
      boolean isMember = line != null && line.startsWith("  ");
      if (!isMember && structure != null) {
        Shape.Structure shape = new Shape.Structure(members);
        members.clear();
        if (isOperation) {
          operations.put(structure, shape);
        } else {
          kinds.put(structure, shape);
        }
        structure = null;
      }
      if (line == null) {
        return;
      }
      String[] words = line.strip().split(" ");
      if (isMember) {
        boolean required = words[0].endsWith("!");
        String name = required ? words[0].substring(0, words[0].length() - 1) : words[0];
        members.put(name, new Shape.Structure.Member(kind(words[1]), required));
      } else if (words.length > 1 && !line.startsWith("#")) {
        isOperation = words[1].equals("operation");
        if (isOperation || words[1].equals("structure")) {
          structure = words[0];
        } else {
          kinds.put(words[0], simple(words));
        }
      }
    }
  }

  private Shape kind(String name) {
    return Objects.requireNonNull(kinds.get(name), () -> TABLE + " uses " + name + " too early");
  }

  private Shape simple(String[] words) {
    return switch (words[1]) {
      case "text" -> new Shape.Text(minimum(words[2]), maximum(words[2]));
      case "number" -> new Shape.WholeNumber(minimum(words[2]), maximum(words[2]));
      case "list" -> new Shape.ListOf(kind(words[4]), minimum(words[2]), maximum(words[2]));
      case "one-of" ->
          new Shape.OneOf(new LinkedHashSet<>(List.of(words).subList(2, words.length)));
      case "flag" -> new Shape.Flag();
      case "time" -> new Shape.Time();
      default -> throw new IllegalStateException(TABLE + " has an unknown kind: " + words[1]);
    };
  }

  private static int minimum(String range) {
    String text = range.substring(0, range.indexOf(".."));
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static int maximum(String range) {
    String text = range.substring(range.indexOf("..") + 2);
    return text.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(text);
  }
}
