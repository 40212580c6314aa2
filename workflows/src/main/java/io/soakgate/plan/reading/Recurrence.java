package io.soakgate.plan.reading;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a rule must be broken: {@code 3}, or {@code 3 of 5}.
 *
 * @param inARow how many buckets must break it
 * @param outOf of how many; the same when they must follow one another
 */
record Recurrence(int inARow, int outOf) {
  static final Recurrence ONCE = new Recurrence(1, 1);
  private static final Pattern SOME = Pattern.compile("([0-9]{1,5}) of ([0-9]{1,5})");
  private static final int MOST = 10_000;

  /** More would be carried in every message of a watch. */
  private static final int MOST_OUT_OF = 100;

  static Recurrence read(Node node) {
    Matcher some = SOME.matcher(node.isText() ? node.json().textValue() : "");
    if (!some.matches()) {
      return Optional.ofNullable(node.whole(1, MOST)).map(n -> new Recurrence(n, n)).orElse(ONCE);
    }
    int inARow = Integer.parseInt(some.group(1));
    int outOf = Integer.parseInt(some.group(2));
    if (inARow < 1 || outOf <= inARow || outOf > MOST_OUT_OF) {
      node.refuse(
          node.words(),
          "the first figure is at least 1, the second higher and at most " + MOST_OUT_OF,
          "write it like `3 of 5`, or a number of buckets in a row");
      return ONCE;
    }
    return new Recurrence(inARow, outOf);
  }
}
