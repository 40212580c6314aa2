package io.soakgate.starter;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Help.Ansi;

/** How the story looks in a terminal, and elsewhere. */
final class StoryLines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final String ERASE = "\r\u001b[K";

  private final boolean terminal = Ansi.AUTO.enabled();

  /** One thing that happened. */
  String line(Entry entry) {
    String where = entry.environment() == null ? "" : entry.environment();
    return String.format(
        "%s  %s %-10s  %-8s  %s: %s",
        TIME.format(entry.at()),
        mark(entry.outcome()),
        where,
        entry.kind(),
        entry.subject(),
        entry.words());
  }

  private String mark(String outcome) {
    String text =
        switch (outcome) {
          case "ok" -> "@|green ✓|@";
          case "failed" -> "@|bold,red ✗|@";
          case "refused" -> "@|red ✗|@";
          case "inconclusive" -> "@|yellow ?|@";
          default -> "@|cyan …|@";
        };
    return Ansi.AUTO.string(text);
  }

  /** The line that is overwritten: what runs now. Empty where there is no terminal. */
  String now(Status status) {
    String wait = status.waitingFor() == null ? "" : "  waits for " + status.waitingFor();
    return now(status.doing() + wait);
  }

  String now(String words) {
    if (!terminal) {
      return "";
    }
    String cut = words.length() > 110 ? words.substring(0, 109) + "…" : words;
    return ERASE + Ansi.AUTO.string("@|bold → |@") + cut;
  }

  /** Takes the overwritten line away before a lasting one is printed. */
  String erase() {
    return terminal ? ERASE : "";
  }
}
