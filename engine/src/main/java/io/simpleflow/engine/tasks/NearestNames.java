package io.simpleflow.engine.tasks;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant. */
final class NearestNames {
  private static final int SUGGESTIONS = 3;

  private NearestNames() {}

  /** Those of the names that are at most a third of the text away from it, nearest first. */
  static List<String> of(String text, Collection<String> names) {
    int furthest = Math.max(2, text.length() / 3);
    return names.stream()
        .filter(name -> distance(text, name) <= furthest)
        .sorted(
            Comparator.comparingInt((String name) -> distance(text, name))
                .thenComparing(Comparator.naturalOrder()))
        .distinct()
        .limit(SUGGESTIONS)
        .toList();
  }

  /** How many characters to insert, delete or replace, ignoring case (Levenshtein's distance). */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
