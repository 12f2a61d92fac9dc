package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.simpleflow.SerializationException;
import io.simpleflow.history.Decision;
import io.simpleflow.history.HistoryEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Histories and decisions in the JSON that SWF sends and takes: what {@code aws swf
 * get-workflow-execution-history} prints, and what the answer to a decision task holds.
 *
 * <p>Absent members stay absent, and members that this version does not know are skipped. Reading
 * throws {@link SerializationException}, with line and column, if the text is not JSON, lacks what
 * SWF always sends, or names an unknown type of event or decision. Thread-safe.
 */
public final class HistoryJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();
  private static final EventForm EVENT = new EventForm();
  private static final DecisionForm DECISION = new DecisionForm();

  private HistoryJson() {}

  /** Writes one event, on one line without blanks between its members. */
  public static String encodeEvent(HistoryEvent event) {
    return write(out -> EVENT.write(out, event));
  }

  /**
   * Reads one event.
   *
   * @throws SerializationException if it is not one
   */
  public static HistoryEvent decodeEvent(String json) {
    return read("not an event", json, EVENT::read);
  }

  /** Writes one decision, on one line without blanks between its members. */
  public static String encodeDecision(Decision decision) {
    return write(out -> DECISION.write(out, decision));
  }

  /**
   * Reads one decision.
   *
   * @throws SerializationException if it is not one
   */
  public static Decision decodeDecision(String json) {
    return read("not a decision", json, DECISION::read);
  }

  /**
   * Reads a list of decisions: a JSON array.
   *
   * @throws SerializationException if it is not one
   */
  public static List<Decision> decodeDecisions(String json) {
    return read("not a list of decisions", json, in -> list(in, DECISION::read));
  }

  /**
   * Reads a list of decisions whose first token is the parser's current one.
   *
   * @throws SerializationException if it is not one
   * @throws IOException if the parser's source cannot be read
   */
  public static List<Decision> readDecisions(JsonParser in) throws IOException {
    try {
      return list(in, DECISION::read);
    } catch (JsonProcessingException e) {
      throw Malformed.json("not a list of decisions", e);
    }
  }

  /**
   * Writes events as a list, within what the generator is writing.
   *
   * @throws IOException if the generator's target cannot be written
   */
  public static void writeEvents(Iterable<? extends HistoryEvent> events, JsonGenerator out)
      throws IOException {
    out.writeStartArray();
    for (HistoryEvent event : events) {
      EVENT.write(out, event);
    }
    out.writeEndArray();
  }

  /**
   * Reads a history: an object whose member {@code events} is the list of events, or that list
   * alone. Leaves {@code source} open.
   *
   * @throws SerializationException if it is not one
   * @throws IOException if the source cannot be read
   */
  public static List<HistoryEvent> readHistory(Reader source) throws IOException {
    try (JsonParser in = new RecurringTexts(JSON.createParser(source))) {
      in.nextToken();
      List<HistoryEvent> events = history(in);
      expectEnd(in);
      return events;
    } catch (JsonProcessingException e) {
      throw Malformed.json("not a history", e);
    }
  }

  /** As {@link #readHistory(Reader)}, from UTF-8. */
  public static List<HistoryEvent> readHistory(InputStream source) throws IOException {
    return readHistory(new InputStreamReader(source, StandardCharsets.UTF_8));
  }

  /**
   * Writes a history, indented as the AWS command line does. Leaves {@code target} open.
   *
   * @throws IOException if the target cannot be written
   */
  public static void writeHistory(Iterable<? extends HistoryEvent> events, Writer target)
      throws IOException {
    try (JsonGenerator out = JSON.createGenerator(target)) {
      out.setPrettyPrinter(indented());
      out.writeStartObject();
      out.writeFieldName("events");
      writeEvents(events, out);
      out.writeEndObject();
    }
  }

  private static DefaultPrettyPrinter indented() {
    DefaultIndenter fourBlanks = new DefaultIndenter("    ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(fourBlanks)
        .withArrayIndenter(fourBlanks);
  }

  private static List<HistoryEvent> history(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      return list(in, EVENT::read);
    }
    List<HistoryEvent> events = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      boolean isEvents = in.currentName().equals("events");
      in.nextToken();
      if (isEvents) {
        events = list(in, EVENT::read);
      } else {
        in.skipChildren();
      }
    }
    if (events == null) {
      throw new JsonParseException(in, "it lacks 'events'");
    }
    return events;
  }

  private static <T> List<T> list(JsonParser in, Reading<T> element) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw new JsonParseException(in, "expected a list, found " + in.currentToken());
    }
    List<T> elements = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      elements.add(element.read(in));
    }
    return elements;
  }

  private static <T> T read(String failure, String json, Reading<T> reading) {
    try (JsonParser in = JSON.createParser(json)) {
      in.nextToken();
      T value = reading.read(in);
      expectEnd(in);
      return value;
    } catch (JsonProcessingException e) {
      throw Malformed.json(failure, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the text is in memory", e);
    }
  }

  private static void expectEnd(JsonParser in) throws IOException {
    if (in.nextToken() != null) {
      throw new JsonParseException(in, "something follows its end");
    }
  }

  private static String write(Writing writing) {
    // Its buffer and the generator's are kept for the next: all that is made anew is the text.
    BufferRecycler buffers = JSON._getBufferRecycler();
    try (SegmentedStringWriter text = new SegmentedStringWriter(buffers)) {
      try (JsonGenerator out = JSON.createGenerator(text)) {
        writing.write(out);
      }
      return text.getAndClear();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the text is in memory", e);
    } finally {
      buffers.releaseToPool();
    }
  }

  private interface Reading<T> {
    T read(JsonParser in) throws IOException;
  }

  private interface Writing {
    void write(JsonGenerator out) throws IOException;
  }
}
