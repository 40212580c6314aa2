package io.soakgate.deployment;

import io.soakgate.deployment.DrillActivity.Locked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the drill went that an environment demands, or why there was none.
 *
 * @param none why nothing was drilled; null when it was
 * @param on the environment whose backup it was done on; null when there was none
 * @param backup id of that backup; null when there was none
 * @param took how long all of it took; null when there was none
 * @param certificates one per change, in the order of the plan
 * @param ways one per rollback option
 */
public record DrillStory(
    String none,
    String on,
    String backup,
    Duration took,
    List<Certificate> certificates,
    List<Way> ways) {
  private static final int TABLES = 3;

  /** A missing list is an empty one. */
  public DrillStory {
    certificates = certificates == null ? List.of() : List.copyOf(certificates);
    ways = ways == null ? List.of() : List.copyOf(ways);
  }

  /** Nothing was drilled, and why. */
  public static DrillStory none(String why) {
    return new DrillStory(why, null, null, null, List.of(), List.of());
  }

  /** What a way back was worth in the drill. */
  public enum Grade {
    /** Schema and rows are what they were before. */
    EXACT,
    /** They are not, and all that differs is what the plan declares. */
    LOSSY,
    /** It takes back a part, and was meant to. */
    PARTIAL,
    /** The plan says that there is no way back. */
    IRREVERSIBLE,
    /** It is no SQL, reaches beyond the database, or cannot be had there. */
    NOT_DRILLED,
    /** It failed, or left what the plan does not declare. */
    BROKEN;

    /** In lower case, words apart. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * What the way back of one change is worth: its reversibility certificate.
   *
   * @param words one sentence
   * @param differences what its undo left different, as far as it is shown
   * @param apply how long it took to apply it
   * @param undo how long it took to take it back; null when it was not
   * @param locks the strongest lock of each table while it was applied, strongest first
   * @param rewritten the tables it wrote anew
   * @param left its actions that were left out, each with why
   */
  public record Certificate(
      String change,
      Grade grade,
      String words,
      List<String> differences,
      Duration apply,
      Duration undo,
      List<Locked> locks,
      List<String> rewritten,
      List<String> left) {

    /** One line for the gate. */
    public String line() {
      return "change " + change + " is " + grade.word() + ": " + words;
    }

    /** {@code AccessExclusiveLock on public.orders, public.people}, or what there was none of. */
    public String lockWords() {
      if (locks.isEmpty()) {
        return "no lock on a table that was there";
      }
      String mode = locks.get(0).mode();
      List<String> tables =
          locks.stream().filter(l -> l.mode().equals(mode)).map(Locked::table).toList();
      String more = tables.size() > TABLES ? " and " + (tables.size() - TABLES) + " more" : "";
      return mode + " on " + tables.stream().limit(TABLES).collect(Collectors.joining(", ")) + more;
    }
  }

  /**
   * How one rollback option went.
   *
   * @param option its name, and what was chosen of what a person chooses in it
   * @param words one sentence
   * @param differences what it left different from before all changes, as far as it is shown
   * @param took how long its actions took; null when it was not drilled
   * @param fingerprint behind it, the first 16 hex digits; null when it failed or was not drilled
   * @param left its actions that were left out, each with why
   */
  public record Way(
      String option,
      Grade grade,
      String words,
      List<String> differences,
      Duration took,
      String fingerprint,
      List<String> left) {

    /** The same of an option in which something was chosen. */
    public Way as(String chosen) {
      return new Way(chosen, grade, words, differences, took, fingerprint, left);
    }

    /** One line for the gate. */
    public String line() {
      return "rollback " + option + " is " + grade.word() + ": " + words;
    }
  }

  /** How it went, a line each, for the card of a gate. */
  public List<String> lines() {
    if (none != null) {
      return List.of("nothing was drilled: " + none + "; agreeing goes on without");
    }
    List<String> lines = new ArrayList<>();
    lines.add(head());
    certificates.forEach(c -> lines.add(c.line()));
    ways.forEach(w -> lines.add(w.line()));
    return List.copyOf(lines);
  }

  /** What it was done on, and how long it took. */
  public String head() {
    return "drilled on " + on + "'s backup " + backup + " in " + seconds(took);
  }

  /** {@code 1.4 s}. */
  public static String seconds(Duration length) {
    return length.toMinutes() < 2
        ? String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0)
        : length.toMinutes() + " min " + length.toSecondsPart() + " s";
  }

  /** Everything that keeps the environment closed, in words; empty when nothing does. */
  public List<String> broken() {
    List<String> broken = new ArrayList<>();
    certificates.stream()
        .filter(c -> c.grade() == Grade.BROKEN)
        .forEach(c -> broken.add("change " + c.change() + ": " + c.words()));
    ways.stream()
        .filter(w -> w.grade() == Grade.BROKEN)
        .forEach(w -> broken.add("rollback " + w.option() + ": " + w.words()));
    return List.copyOf(broken);
  }

  /** How long the longest way back took; zero when nothing was drilled. */
  public Duration longest() {
    return ways.stream()
        .map(Way::took)
        .filter(t -> t != null)
        .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }
}
