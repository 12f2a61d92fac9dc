package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.simpleflow.history.ChildPolicy;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one member of an SWF structure is written and read; follows from its type and name. */
interface MemberForm {
  void write(JsonGenerator out, Object value) throws IOException;

  /** Reads the value whose first token is the parser's current one, never null. */
  @Nullable Object read(JsonParser in) throws IOException;

  static MemberForm of(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == long.class || type == Long.class) {
      return WHOLE_NUMBER;
    }
    if (type == ChildPolicy.class) {
      return CHILD_POLICY;
    }
    if (type == List.class) {
      return TEXTS;
    }
    if (type.isRecord()) {
      return new RecordForm(type);
    }
    if (type != String.class) {
      throw new IllegalStateException("no JSON form for the component " + component);
    }
    return component.getName().equals("taskList") ? TASK_LIST : TEXT;
  }

  MemberForm TEXT =
      new MemberForm() {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
          out.writeString((String) value);
        }

        @Override
        public String read(JsonParser in) throws IOException {
          expect(in, JsonToken.VALUE_STRING, "text");
          return in.getText();
        }
      };

  MemberForm WHOLE_NUMBER =
      new MemberForm() {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
          out.writeNumber((long) value);
        }

        @Override
        public Long read(JsonParser in) throws IOException {
          expect(in, JsonToken.VALUE_NUMBER_INT, "a whole number");
          return in.getLongValue();
        }
      };

  MemberForm CHILD_POLICY =
      new MemberForm() {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
          out.writeString(((ChildPolicy) value).name());
        }

        @Override
        public ChildPolicy read(JsonParser in) throws IOException {
          expect(in, JsonToken.VALUE_STRING, "a child policy");
          for (ChildPolicy policy : ChildPolicy.values()) {
            if (policy.name().equals(in.getText())) {
              return policy;
            }
          }
          throw new JsonParseException(in, "unknown child policy '" + in.getText() + "'");
        }
      };

  /** A list of texts, left out if empty. SWF was seen to keep null elements: they are dropped. */
  MemberForm TEXTS =
      new MemberForm() {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
          out.writeStartArray();
          for (Object element : (List<?>) value) {
            out.writeString((String) element);
          }
          out.writeEndArray();
        }

        @Override
        public List<String> read(JsonParser in) throws IOException {
          expect(in, JsonToken.START_ARRAY, "a list");
          List<String> texts = new ArrayList<>();
          while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.VALUE_NULL) {
              expect(in, JsonToken.VALUE_STRING, "text");
              texts.add(in.getText());
            }
          }
          return texts;
        }
      };

  /** A task list is an object with a name alone. */
  MemberForm TASK_LIST =
      new MemberForm() {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
          out.writeStartObject();
          out.writeStringField("name", (String) value);
          out.writeEndObject();
        }

        @Override
        public @Nullable String read(JsonParser in) throws IOException {
          expect(in, JsonToken.START_OBJECT, "a task list");
          String name = null;
          while (in.nextToken() != JsonToken.END_OBJECT) {
            boolean isName = in.currentName().equals("name");
            if (in.nextToken() == JsonToken.VALUE_STRING && isName) {
              name = in.getText();
            } else {
              in.skipChildren();
            }
          }
          return name;
        }
      };

  private static void expect(JsonParser in, JsonToken token, String what) throws IOException {
    if (in.currentToken() != token) {
      throw new JsonParseException(
          in, "expected " + what + " for '" + in.currentName() + "', found " + in.currentToken());
    }
  }
}
