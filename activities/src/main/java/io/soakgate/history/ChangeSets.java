package io.soakgate.history;

import io.soakgate.plan.reading.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The change sets of a formatted SQL file, as Liquibase reads them. */
final class ChangeSets {
  private static final Pattern HEAD =
      Pattern.compile("(?i)\\A\\s*--\\s*liquibase\\s+formatted\\s+sql\\b(.*)");
  private static final Pattern ONE =
      Pattern.compile("(?i)^\\s*--\\s*changeset\\s+(\\S+?):(\\S+)(.*)$");
  private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z]+):(\\S+)");
  private static final Pattern DIRECTIVE =
      Pattern.compile("(?i)^\\s*--\\s*(preconditions?\\b|precondition-|property\\b|include).*$");

  /** They say how Liquibase would cut the file into statements, which is no part of its row. */
  private static final Set<String> HARMLESS =
      Set.of("splitstatements", "enddelimiter", "stripcomments", "failonerror");

  private ChangeSets() {}

  /** A change set's author and id. */
  record ChangeSet(String author, String id) {}

  /** The change sets of a file, in order. */
  static List<ChangeSet> of(MigrationFile file) {
    List<ChangeSet> all = new ArrayList<>();
    file.text()
        .lines()
        .map(ONE::matcher)
        .filter(Matcher::matches)
        .forEach(m -> all.add(new ChangeSet(m.group(1), m.group(2))));
    return all;
  }

  /** Refuses what Liquibase would do otherwise than Soakgate does. */
  static void check(MigrationFile file, String at, Problems problems) {
    String head = file.text().lines().findFirst().orElse("");
    if (!HEAD.matcher(head).matches() || of(file).isEmpty()) {
      problems.add(
          at,
          "`" + file.path() + "` is no formatted SQL of Liquibase",
          "its change sets, which are the rows of the history, stand elsewhere",
          "begin it with `--liquibase formatted sql` and `--changeset author:id`");
    } else if (ATTRIBUTE.matcher(HEAD.matcher(head).replaceFirst("$1")).find()) {
      refuse(file, at, "the attributes of its first line", problems);
    }
    if (file.text().contains("${")) {
      refuse(file, at, "`${`", problems);
    }
    file.text().lines().forEach(line -> line(file, line, at, problems));
  }

  private static void line(MigrationFile file, String line, String at, Problems problems) {
    if (DIRECTIVE.matcher(line).matches()) {
      refuse(file, at, "`" + line.strip() + "`", problems);
    }
    Matcher set = ONE.matcher(line);
    if (set.matches()) {
      Matcher attribute = ATTRIBUTE.matcher(set.group(3));
      while (attribute.find()) {
        if (!HARMLESS.contains(attribute.group(1).toLowerCase(java.util.Locale.ROOT))) {
          refuse(file, at, "`" + attribute.group() + "`", problems);
        }
      }
    }
  }

  private static void refuse(MigrationFile file, String at, String what, Problems problems) {
    problems.add(
        at,
        "`" + file.path() + "` holds " + what,
        "Liquibase acts on it, and Soakgate does not",
        "take it out, or run the file with Liquibase and leave it out of the plan");
  }
}
