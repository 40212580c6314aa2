package io.soakgate.verdict;

import io.soakgate.plan.Toll;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which differences between two fingerprints a plan has declared (ADR 0025).
 *
 * <p>{@code keeps} declares a difference that it names: by the name of the object, or by its kind
 * ({@code the 5 columns stay}); what belongs to a table or view that is new and declared is
 * declared with it. {@code loses} declares rows that differ. A difference that nobody named was
 * forgotten.
 */
public final class Declared {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_$]+");
  private static final Pattern DEFINED = Pattern.compile("\\b(?:TRIGGER|RULE|STATISTICS) (\\S+)");
  private static final Pattern ON = Pattern.compile("(?i)\\b(?:on(?: only)?|of) ([^ (]+)");
  private static final Map<String, String> RELATIONS =
      Map.of("r", "table", "p", "table", "f", "table", "v", "view", "m", "view", "c", "type");
  private static final Set<String> PARTS =
      Set.of(
          "column",
          "constraint",
          "index",
          "policy",
          "trigger",
          "rule",
          "grant",
          "sequence",
          "view",
          "inherits");

  private final Set<String> words;
  private final boolean loses;

  private Declared(List<Toll> tolls) {
    this.words =
        tolls.stream()
            .flatMap(t -> t.keeps().stream())
            .flatMap(k -> WORD.matcher(k.toLowerCase(Locale.ROOT)).results())
            .map(r -> singular(r.group()))
            .collect(Collectors.toSet());
    this.loses = tolls.stream().anyMatch(t -> t.loses() != null);
  }

  /**
   * The differences that are in none of the plan's words.
   *
   * @param lines as a fingerprint's difference tells them: {@code - gone}, {@code + come}, {@code ~
   *     rows}
   * @param tolls what the plan says of the ways back that were walked
   */
  public static List<String> forgotten(List<String> lines, List<Toll> tolls) {
    Declared declared = new Declared(tolls);
    List<String> fresh = declared.fresh(lines);
    return lines.stream().filter(line -> !declared.covers(line, fresh)).toList();
  }

  /** The tables and views that are new and declared. */
  private List<String> fresh(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("+ relation ") && named(kind(line), object(line)))
        .map(Declared::object)
        .toList();
  }

  private boolean covers(String line, List<String> fresh) {
    if (line.startsWith("~")) {
      return loses || words.contains("row") || named("row", object(line));
    }
    String kind = kind(line);
    String object = object(line);
    return named(kind, object)
        || PARTS.contains(kind) && fresh.stream().anyMatch(f -> belongs(line, kind, object, f));
  }

  private static boolean belongs(String line, String kind, String object, String relation) {
    if (object.equals(relation) || object.startsWith(relation + ".")) {
      return true;
    }
    Matcher on = ON.matcher(line);
    while (!kind.equals("constraint") && on.find()) {
      if (on.group(1).equals(relation) || on.group(1).startsWith(relation + ".")) {
        return true;
      }
    }
    return false;
  }

  private boolean named(String kind, String object) {
    String own = object.substring(object.lastIndexOf('.') + 1).replace("\"", "");
    return words.contains(kind) || words.contains(singular(own.toLowerCase(Locale.ROOT)));
  }

  private static String kind(String line) {
    List<String> tokens = Arrays.asList(line.split(" "));
    String kind = tokens.size() > 1 ? tokens.get(1) : "";
    int of = tokens.indexOf("kind");
    return kind.equals("relation") && of > 0 && of + 1 < tokens.size()
        ? RELATIONS.getOrDefault(tokens.get(of + 1), kind)
        : kind;
  }

  private static String object(String line) {
    List<String> tokens = Arrays.asList(line.split(" "));
    String kind = tokens.size() > 1 ? tokens.get(1) : "";
    if (kind.equals("grant")) {
      int on = tokens.indexOf("on");
      return on > 0 && on + 1 < tokens.size() ? tokens.get(on + 1) : "";
    }
    Matcher defined = DEFINED.matcher(line);
    boolean named = Set.of("trigger", "rule", "statistics").contains(kind) && defined.find();
    String object =
        named
            ? defined.group(1)
            : line.startsWith("~") ? kind : tokens.size() > 2 ? tokens.get(2) : "";
    int end = object.indexOf('(');
    String cut = end > 0 ? object.substring(0, end) : object;
    return cut.endsWith(":") ? cut.substring(0, cut.length() - 1) : cut;
  }

  private static String singular(String word) {
    if (word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.endsWith("exes")) {
      return word.substring(0, word.length() - 2);
    }
    return word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }
}
