package io.soakgate.verdict;

import io.soakgate.plan.Toll;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which differences between two fingerprints a plan has declared (ADR 0025).
 *
 * <p>{@code keeps} declares a difference that it names: by the name of the object, or by its kind
 * ({@code the 5 columns stay}). {@code loses} declares rows that differ. A difference that nobody
 * named was forgotten.
 */
public final class Declared {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_$]+");
  private static final Pattern ROWS = Pattern.compile("rows of (.+?): .*", Pattern.DOTALL);
  private static final Pattern GRANT =
      Pattern.compile("grant of .+? on (?:[a-z ]+ )?(\\S+) to .*", Pattern.DOTALL);
  // What is said of an object stays and goes with it.
  private static final Pattern COMMENT =
      Pattern.compile("^comment on (?:table (?=(?:column|constraint) ))?");
  // Kinds of several words are known by their last: a materialized view is a view.
  private static final Pattern OBJECT =
      Pattern.compile(
          "((?:materialized view|foreign table|event trigger|[a-z]+)) ([^ (:]+).*", Pattern.DOTALL);

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
   * @param lines as a fingerprint's difference tells them: {@code added index shop.more}, {@code
   *     altered column shop.tenants.tier: …}, {@code rows of shop.orders: 5 before, 4 now}
   * @param tolls what the plan says of the ways back that were walked
   */
  public static List<String> forgotten(List<String> lines, List<Toll> tolls) {
    Declared declared = new Declared(tolls);
    return lines.stream().filter(line -> !declared.covers(line)).toList();
  }

  private boolean covers(String line) {
    Matcher rows = ROWS.matcher(line);
    if (rows.matches()) {
      return loses || named("row", rows.group(1));
    }
    String difference = COMMENT.matcher(line.substring(line.indexOf(' ') + 1)).replaceFirst("");
    Matcher grant = GRANT.matcher(difference);
    if (grant.matches()) {
      return named("grant", grant.group(1));
    }
    Matcher object = OBJECT.matcher(difference);
    return object.matches() && named(object.group(1), object.group(2));
  }

  private boolean named(String kind, String object) {
    String own = object.substring(object.lastIndexOf('.') + 1).replace("\"", "");
    return words.contains(kind.substring(kind.lastIndexOf(' ') + 1))
        || words.contains(singular(own.toLowerCase(Locale.ROOT)));
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
