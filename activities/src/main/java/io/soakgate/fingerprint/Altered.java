package io.soakgate.fingerprint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** In what an object is not what it was. */
final class Altered {
  private static final int LONGEST = 80;

  private Altered() {}

  static String words(CatalogLine was, CatalogLine is) {
    Set<String> names = new TreeSet<>();
    was.properties().fieldNames().forEachRemaining(names::add);
    is.properties().fieldNames().forEachRemaining(names::add);
    return names.stream()
        .filter(name -> !was.properties().path(name).equals(is.properties().path(name)))
        .map(name -> property(name, was.properties().path(name), is.properties().path(name)))
        .collect(Collectors.joining("; ", was.object() + ": ", ""));
  }

  private static String property(String name, JsonNode was, JsonNode is) {
    if (yes(was) && is.isMissingNode()) {
      return "no longer " + name;
    }
    if (was.isMissingNode() && yes(is)) {
      return "now " + name;
    }
    if (digest(was) && digest(is)) {
      return name + " is another";
    }
    int same = same(text(was), text(is));
    return name + " was " + clipped(text(was), same) + ", is " + clipped(text(is), same);
  }

  private static boolean yes(JsonNode node) {
    return node.isBoolean() && node.asBoolean();
  }

  private static boolean digest(JsonNode node) {
    return node.isTextual() && node.asText().matches("[0-9a-f]{16}|[0-9a-f]{6}");
  }

  private static String text(JsonNode node) {
    if (node.isMissingNode()) {
      return "none";
    }
    if (digest(node)) {
      return "some";
    }
    String text = node.isTextual() ? node.asText() : node.toString();
    return text.replaceAll("\\s+", " ").strip();
  }

  private static int same(String one, String other) {
    int end = Math.min(one.length(), other.length());
    int same = 0;
    while (same < end && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  /** What is longer than a line begins shortly before the difference. */
  private static String clipped(String text, int same) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int from = same < LONGEST / 2 ? 0 : same - LONGEST / 4;
    int to = Math.min(text.length(), from + LONGEST);
    return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
  }
}
