package io.soakgate.fingerprint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expressions as PostgreSQL writes them back.
 *
 * <p>One is not the same after a dump and a restore: {@code x IN ('a', 'b')} over a varchar is
 * written as {@code (ARRAY['a'::character varying, …])::text[]}, and once that text was read again
 * as {@code ARRAY[('a'::character varying)::text, …]} (seen with PostgreSQL 15).
 */
final class Deparsed {
  private static final String ELEMENT = "'(?:[^']|'')*'::character varying(?:\\(\\d+\\))?";
  private static final Pattern CAST_ARRAY =
      Pattern.compile("\\(ARRAY\\[(" + ELEMENT + "(?:, " + ELEMENT + ")*)]\\)::text\\[]");
  private static final Pattern ONE = Pattern.compile(ELEMENT);

  private Deparsed() {}

  /** The form a restored database would show. */
  static String canonical(String line) {
    if (!line.contains("::text[]")) {
      return line;
    }
    return CAST_ARRAY
        .matcher(line)
        .replaceAll(
            array -> {
              String cast = ONE.matcher(array.group(1)).replaceAll("($0)::text");
              return Matcher.quoteReplacement("ARRAY[" + cast + "]");
            });
  }
}
