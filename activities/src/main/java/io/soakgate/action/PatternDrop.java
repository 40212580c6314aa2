package io.soakgate.action;

import io.soakgate.plan.reading.Problems;
import io.soakgate.script.SqlStatement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds blocks that drop whatever fits a pattern (B-24): they would also drop what was there before
 * the change, and what somebody else adds.
 */
final class PatternDrop {
  private static final Pattern EXECUTE = Pattern.compile("(?i)\\bEXECUTE\\b(?!\\s+ON\\b)");
  private static final Pattern DROP = Pattern.compile("(?i)\\bDROP\\b");
  private static final Pattern FITS =
      Pattern.compile("(?i)\\b(?:I?LIKE|SIMILAR\\s+TO)\\s+E?'[^']*'|(?<![!<>=])~\\*?\\s*E?'[^']*'");

  private PatternDrop() {}

  /** Refuses the statement when it is such a block. */
  static void refuse(SqlStatement statement, Problems problems) {
    if (!statement.verb().equals("DO")) {
      return;
    }
    String block = statement.text();
    Matcher fits = FITS.matcher(block);
    if (EXECUTE.matcher(block).find() && DROP.matcher(block).find() && fits.find()) {
      problems.add(
          statement.at(),
          "drops whatever fits a pattern: " + fits.group().replaceAll("\\s+", " "),
          "what was there before the change, and fits, would go as well",
          "name each object, or write `undo: drop-created` in the plan");
    }
  }
}
