package io.soakgate.starter;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/**
 * How the story looks: a line for each thing that happened; in a terminal, below them, what runs
 * now and what to type, written over again and again.
 */
final class StoryLines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final int INDENT = 39;
  private static final int NARROWEST = INDENT + 30;
  // A row that is wider than the terminal must be cut off by it, or it could not be taken away.
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";
  private static final String TO_START_AND_CLEAR = "\r\u001b[J";
  private static final String UP = "\u001b[1A";
  private static final String BOLD = "\u001b[1m";
  private static final String STEADY = "\u001b[0m";

  private final boolean terminal;
  private final int width;
  private int rows;

  /**
   * @param terminal whether somebody looks who can see colours and rows written over
   * @param columns how wide the terminal is, or 0 when nobody knows
   */
  StoryLines(boolean terminal, int columns) {
    this.terminal = terminal;
    this.width = terminal && columns >= NARROWEST ? columns - INDENT : 0;
  }

  /** Lines for where this process prints to; the launcher knows how wide that is. */
  static StoryLines here() {
    return new StoryLines(Ansi.AUTO.enabled(), Integer.getInteger("soakgate.columns", 0));
  }

  /** One thing that happened, in as many rows as it needs. */
  String line(Entry entry) {
    String subject = Plain.line(entry.subject()) + ":";
    String text =
        Plain.rows(subject + " " + entry.words(), width).stream()
            .collect(Collectors.joining("\n" + " ".repeat(INDENT)));
    return String.format(
        "%s  %s  %-10s  %-8s  %s",
        TIME.format(entry.at()),
        mark(entry.outcome()),
        entry.environment() == null ? "" : entry.environment(),
        entry.kind(),
        terminal && text.startsWith(subject)
            ? BOLD + subject + STEADY + text.substring(subject.length())
            : text);
  }

  private String mark(String outcome) {
    String mark =
        switch (outcome) {
          case "ok" -> "@|green ✓|@";
          case "failed" -> "@|bold,red ✗|@";
          case "refused" -> "@|red ✗|@";
          case "inconclusive" -> "@|yellow ?|@";
          default -> "@|cyan …|@";
        };
    return (terminal ? Ansi.ON : Ansi.OFF).string(mark);
  }

  /**
   * What runs now, for how long, who is waited for and what they confirm; below it what to type, if
   * anything. Empty where there is no terminal.
   *
   * @param type what to type now, or null
   */
  String now(Status status, String type) {
    List<String> lines = new ArrayList<>();
    lines.add(
        (status.doing()
                + (status.waitingFor() == null ? "" : "  waits for " + status.waitingFor())
                + (status.paused() == null ? "" : "  paused: " + status.paused()))
            + "  "
            + Elapsed.since(status));
    if (status.question() != null) {
      lines.add("question: " + status.question());
    }
    if (type != null) {
      lines.addAll(card(status.gate()));
      lines.add("type: " + type);
    }
    return rows(lines);
  }

  private static List<String> card(Status.OpenGate gate) {
    if (gate == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    gate.attestations().forEach(a -> lines.add(role(a) + " confirms: " + a.words()));
    gate.warnings().forEach(words -> lines.add("warned: " + words));
    return lines;
  }

  /** Who confirms it. */
  static String role(Status.Attestation a) {
    return a.role() == null ? "everybody" : a.role();
  }

  /** What is the matter while there is no status. */
  String now(String words) {
    return rows(List.of(words));
  }

  private String rows(List<String> lines) {
    if (!terminal) {
      return "";
    }
    String text =
        lines.stream().map(l -> l.replaceAll("\\p{Cc}", " ")).collect(Collectors.joining("\n  "));
    String all = erase() + NO_WRAP + BOLD + "→ " + STEADY + text + WRAP;
    rows = lines.size();
    return all;
  }

  /** Takes the rows of {@link #now} away before a lasting line is printed. */
  String erase() {
    if (rows == 0) {
      return "";
    }
    String text = UP.repeat(rows - 1) + TO_START_AND_CLEAR;
    rows = 0;
    return text;
  }
}
