package io.simpleflow.server.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import io.simpleflow.ExecutionId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what an operation answers, with all members in alphabetical order as SWF has them. */
@FunctionalInterface
interface Answer {
  /** The answer of operations that have none: not even an object. */
  Answer NONE = out -> {};

  void write(JsonGenerator out) throws IOException;

  /** Called if the caller did not get the answer. */
  default void undelivered() {}

  /** This answer, with something to do if the caller does not get it. */
  default Answer ifUndelivered(Runnable action) {
    Answer written = this;
    return new Answer() {
      @Override
      public void write(JsonGenerator out) throws IOException {
        written.write(out);
      }

      @Override
      public void undelivered() {
        action.run();
      }
    };
  }

  /** Writes a text, if it is there. */
  static void text(JsonGenerator out, String name, @Nullable String value) throws IOException {
    if (value != null) {
      out.writeStringField(name, value);
    }
  }

  /** Writes a text, if it is there. */
  static void text(JsonGenerator out, String name, Optional<String> value) throws IOException {
    text(out, name, value.orElse(null));
  }

  /** Writes a task list, if it is there. */
  static void taskList(JsonGenerator out, String member, Optional<String> name) throws IOException {
    if (name.isPresent()) {
      out.writeObjectFieldStart(member);
      out.writeStringField("name", name.get());
      out.writeEndObject();
    }
  }

  static void execution(JsonGenerator out, String member, ExecutionId id) throws IOException {
    out.writeObjectFieldStart(member);
    out.writeStringField("runId", id.runId());
    out.writeStringField("workflowId", id.workflowId());
    out.writeEndObject();
  }

  /** Writes an activity type or a workflow type. */
  static void type(JsonGenerator out, String member, String name, String version)
      throws IOException {
    out.writeObjectFieldStart(member);
    out.writeStringField("name", name);
    out.writeStringField("version", version);
    out.writeEndObject();
  }

  /** A page of a list, and where the next begins. */
  static <T> Answer page(
      String member, List<T> elements, Element<T> element, Optional<String> nextPageToken) {
    return out -> {
      out.writeStartObject();
      boolean tokenFirst = member.compareTo("nextPageToken") > 0;
      if (tokenFirst) {
        text(out, "nextPageToken", nextPageToken);
      }
      out.writeArrayFieldStart(member);
      for (T each : elements) {
        element.write(out, each);
      }
      out.writeEndArray();
      if (!tokenFirst) {
        text(out, "nextPageToken", nextPageToken);
      }
      out.writeEndObject();
    };
  }

  /** A number, and that it is the whole number. */
  static Answer count(int count, boolean truncated) {
    return out -> {
      out.writeStartObject();
      out.writeNumberField("count", count);
      out.writeBooleanField("truncated", truncated);
      out.writeEndObject();
    };
  }

  /** Writes one element of a list. */
  @FunctionalInterface
  interface Element<T> {
    void write(JsonGenerator out, T element) throws IOException;
  }
}
