package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A parser that gives a short text which it has given lately as the same string: the events of a
 * history repeat the names of their types, task lists and workers. Remembers a fixed number of
 * texts, each where its hash code says, until another comes there.
 */
final class RecurringTexts extends JsonParserDelegate {
  private static final int PLACES = 256;
  private static final int MOST_CHARACTERS = 64;

  private final @Nullable String[] given = new @Nullable String[PLACES];

  RecurringTexts(JsonParser parser) {
    super(parser);
  }

  @Override
  public String getText() throws IOException {
    if (currentToken() != JsonToken.VALUE_STRING || getTextLength() > MOST_CHARACTERS) {
      return super.getText();
    }
    char[] characters = getTextCharacters();
    int start = getTextOffset();
    int length = getTextLength();
    int hash = 0;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + characters[i];
    }
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    String text = given[place];
    if (text == null || !isOf(characters, start, length, text)) {
      text = super.getText();
      given[place] = text;
    }
    return text;
  }

  private static boolean isOf(char[] characters, int start, int length, String text) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != characters[start + i]) {
        return false;
      }
    }
    return true;
  }
}
