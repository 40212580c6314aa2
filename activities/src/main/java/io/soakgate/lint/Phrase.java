package io.soakgate.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * A statement as its tokens: words in upper case, quoted ones as they stand.
 *
 * @param file where it stands
 * @param line the line it begins on
 */
record Phrase(String file, int line, List<String> tokens) {

  /** True when it begins with these words. */
  boolean starts(String words) {
    return at(0, words);
  }

  /** True when it begins with one of these. */
  boolean startsAny(String... all) {
    return Arrays.stream(all).anyMatch(this::starts);
  }

  /** True when these words stand in it one after the other. */
  boolean has(String words) {
    return index(words, 0) >= 0;
  }

  /** Where these words stand one after the other, from an index on; -1 when nowhere. */
  int index(String words, int from) {
    for (int i = from; i < tokens.size(); i++) {
      if (at(i, words)) {
        return i;
      }
    }
    return -1;
  }

  private boolean at(int index, String words) {
    List<String> wanted = List.of(words.split(" "));
    return index + wanted.size() <= tokens.size()
        && tokens.subList(index, index + wanted.size()).equals(wanted);
  }

  /** True for words that may stand between a verb and its table. */
  private static boolean filler(String token) {
    return List.of("IF", "NOT", "EXISTS", "ONLY", "CONCURRENTLY", "TABLE", "FROM").contains(token);
  }

  /** The qualified name behind the words it begins with or at an index, folded; null when none. */
  String name(int index) {
    int i = index;
    while (i < tokens.size() && filler(tokens.get(i))) {
      i++;
    }
    if (i >= tokens.size() || !tokens.get(i).matches("[\\w$\"].*|[^\\x00-\\x7f].*")) {
      return null;
    }
    StringBuilder name = new StringBuilder(folded(tokens.get(i)));
    for (; i + 2 < tokens.size() && tokens.get(i + 1).equals("."); i += 2) {
      name.append('.').append(folded(tokens.get(i + 2)));
    }
    return name.toString();
  }

  private static String folded(String token) {
    return token.startsWith("\"") ? token : token.toLowerCase(Locale.ROOT);
  }

  /** The table it works on; null when there is none, or more than one. */
  String table() {
    if (startsAny("ALTER TABLE", "TRUNCATE", "DELETE FROM", "DROP TABLE", "LOCK")) {
      int first = starts("ALTER TABLE") || starts("DELETE FROM") || starts("DROP TABLE") ? 2 : 1;
      boolean many = !starts("ALTER TABLE") && !starts("DELETE") && tokens.contains(",");
      return many ? null : name(first);
    }
    if (starts("UPDATE")) {
      return name(1);
    }
    if (startsAny("CREATE INDEX", "CREATE UNIQUE INDEX")) {
      return name(index("ON", 2) + 1);
    }
    return startsAny("DROP SCHEMA", "REFRESH MATERIALIZED VIEW")
        ? name(starts("DROP") ? 2 : 3)
        : null;
  }

  /** What it creates for sure: a table, a schema, a view; null when it may have been there. */
  String creates() {
    if (!starts("CREATE") || has("IF NOT EXISTS") || has("OR REPLACE")) {
      return null;
    }
    for (String kind : List.of("TABLE", "SCHEMA", "MATERIALIZED VIEW")) {
      int at = index(kind, 1);
      if (at > 0 && at <= 3) {
        return name(at + kind.split(" ").length);
      }
    }
    return null;
  }

  /** Whether one of its actions is such a one. */
  boolean any(Predicate<Phrase> such) {
    return actions().stream().anyMatch(such);
  }

  /** The actions of an {@code ALTER TABLE}, each from its first word on. */
  List<Phrase> actions() {
    if (!startsAny("ALTER TABLE", "ALTER FOREIGN TABLE", "ALTER MATERIALIZED VIEW")) {
      return List.of();
    }
    int from = starts("ALTER TABLE") ? 2 : 3;
    while (from < tokens.size() && filler(tokens.get(from))) {
      from++;
    }
    from++;
    while (from + 1 < tokens.size() && tokens.get(from).equals(".")) {
      from += 2;
    }
    if (from < tokens.size() && tokens.get(from).equals("*")) {
      from++;
    }
    return split(Math.min(from, tokens.size()));
  }

  private List<Phrase> split(int from) {
    List<Phrase> parts = new ArrayList<>();
    int depth = 0;
    int start = from;
    for (int i = from; i <= tokens.size(); i++) {
      String token = i == tokens.size() ? "," : tokens.get(i);
      depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
      if (i == tokens.size() || depth == 0 && token.equals(",")) {
        parts.add(new Phrase(file, line, tokens.subList(start, i)));
        start = i + 1;
      }
    }
    return parts;
  }

  /** True when these words stand behind an index at its depth, before its parentheses close. */
  boolean behind(int index, String word) {
    int depth = 0;
    for (int i = index; i < tokens.size() && depth >= 0; i++) {
      String token = tokens.get(i);
      depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
      if (depth == 0 && token.equals(word)) {
        return true;
      }
    }
    return false;
  }
}
