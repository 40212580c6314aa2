package io.soakgate.plan.reading;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** "Did you mean": the known name that is nearest to what was written. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * The nearest name, when it is near enough: at most a third of its letters differ. Letters' case
   * and {@code _} for {@code -} cost nothing.
   */
  static Optional<String> nearest(String written, Collection<String> known) {
    String asked = plain(written);
    if (asked.length() > 64) {
      return Optional.empty();
    }
    return known.stream()
        .filter(name -> distance(asked, plain(name)) <= slips(name))
        .min(
            Comparator.comparingInt((String name) -> distance(asked, plain(name)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** What to do about an unknown name: the nearest one, else the list, else {@code otherwise}. */
  public static String todo(String written, Collection<String> known, String otherwise) {
    return nearest(written, known)
        .map(name -> "did you mean `" + name + "`?")
        .orElseGet(() -> known.isEmpty() ? otherwise : "write one of " + list(known));
  }

  /** The names in backticks, with commas; the first thirty when there are more. */
  static String list(Collection<String> names) {
    String shown =
        names.stream().limit(30).map(n -> "`" + n + "`").collect(Collectors.joining(", "));
    return names.size() > 30 ? shown + " …" : shown;
  }

  /** Among names of one or two letters nearly everything would be near. */
  private static int slips(String name) {
    return name.length() < 3 ? 0 : Math.max(1, name.length() / 3);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Edit distance in which two swapped neighbours count as one slip (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
