package io.soakgate.script;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * psql's variables of one script: set by {@code \set}, filled in where {@code :name}, {@code
 * :'name'}, {@code :"name"} or {@code :{?name}} stands outside of quotes and comments. A name that
 * has no value stays as it is written, as in psql: {@code a[1:n]} is no variable.
 */
final class Variables {
  private static final Pattern USE =
      Pattern.compile(":(?:([\\w\\x80-\\x{10ffff}]+)|'(\\w+)'|\"(\\w+)\"|\\{\\?(\\w+)})");

  private final Map<String, String> values = new HashMap<>();

  /** What stands at a place, and for how many letters of it. */
  record Found(String name, String value, int end) {}

  void set(String name, String value) {
    values.put(name, value);
  }

  void unset(String name) {
    values.remove(name);
  }

  /** The variable at {@code i}; null when none with a value stands there. */
  Found at(String sql, int i) {
    Matcher use = USE.matcher(sql).region(i, sql.length());
    if (values.isEmpty() && !sql.startsWith(":{?", i) || !use.lookingAt()) {
      return null;
    }
    if (use.group(4) != null) {
      String there = values.containsKey(use.group(4)) ? "TRUE" : "FALSE";
      return new Found(use.group(4), there, use.end());
    }
    String plain = use.group(1);
    String name = plain != null ? plain : use.group(2) != null ? use.group(2) : use.group(3);
    String value = values.get(name);
    if (value == null) {
      return null;
    }
    return new Found(name, plain != null ? value : quoted(value, use.group(2) != null), use.end());
  }

  private static String quoted(String value, boolean literal) {
    if (!literal) {
      return '"' + value.replace("\"", "\"\"") + '"';
    }
    String doubled = value.replace("'", "''");
    return doubled.contains("\\")
        ? " E'" + doubled.replace("\\", "\\\\") + "'"
        : "'" + doubled + "'";
  }
}
