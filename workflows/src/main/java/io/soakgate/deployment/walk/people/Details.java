package io.soakgate.deployment.walk.people;

import static io.soakgate.deployment.walk.people.Markdown.code;
import static io.soakgate.deployment.walk.people.Markdown.plain;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.walk.stage.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The live story for the Temporal UI, in markdown: verdict first, because the UI clips what is
 * below, and under 4 kB, because it travels in a URL (facts, section 2).
 */
public final class Details {
  public static final int MOST = 3_800;
  private static final int LINES = 12;
  // What channels were told says nothing new, and how it ended stands above.
  private static final List<String> ELSEWHERE = List.of("told", "refused", "ending");
  private static final int WHY = 1_500;
  private static final int CONDITIONS = 5;
  private static final int SHORT = 220;
  private static final int LONG = 300;
  private static final int FINDINGS = 6;
  // The UI's frame is one line lower than its text; a line of a no-break space is what it clips.
  public static final String CLIPPED = "\n\u00a0\n";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd MMM HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Details() {}

  /** The whole story, of at most {@link #MOST} characters. */
  public static String of(Status status) {
    StringBuilder text = new StringBuilder(headline(status)).append("\n\n");
    if (status.ending() != null) {
      ended(status, text);
    } else {
      running(status, text);
    }
    facts(status, text);
    lines(status.timeline(), text);
    return text.append(CLIPPED).toString();
  }

  private static String headline(Status status) {
    if (status.ending() != null) {
      return "# " + plain(status.ending().name());
    }
    String waits =
        status.waitingFor() == null ? "" : " · waits for **" + plain(status.waitingFor()) + "**";
    return "# " + plain(status.doing()) + waits;
  }

  private static void ended(Status status, StringBuilder text) {
    status.timeline().stream()
        .filter(e -> e.kind().equals("ending"))
        .flatMap(e -> Words.cut(e.words(), WHY).lines())
        .map(line -> line.replaceFirst("^" + status.ending() + ": ", ""))
        .forEach(line -> text.append(plain(line)).append("\n\n"));
    if (status.report() != null) {
      text.append("Report: ").append(code(status.report())).append("\n\n");
    }
  }

  private static void running(Status status, StringBuilder text) {
    if (status.paused() != null) {
      text.append("**Paused.** ").append(plain(status.paused())).append("\n\n");
    }
    if (status.readOnly() != null) {
      text.append("**Writes are kept out:** ").append(plain(status.readOnly())).append("\n\n");
    }
    if (status.losses() != null) {
      text.append(plain(Words.cut(status.losses(), LONG))).append("\n\n");
    }
    if (String.valueOf(status.doing()).contains(": watch ")) {
      text.append("Bucket, margins and time left: its workflow below, see *Relationships*.\n\n");
    }
    if (status.question() != null) {
      text.append("**Question.** ").append(plain(status.question())).append("\n\n");
    }
    if (status.next() != null) {
      WhatToDo.of(status, text);
    } else if (status.paused() == null) {
      text.append("Nothing is needed from you: it goes on by itself.\n\n");
    }
    if (status.gate() != null) {
      gate(status.gate(), text);
    }
  }

  /** One card: what is asked, what is proved already, what warned, what is not to be counted on. */
  private static void gate(Status.OpenGate gate, StringBuilder text) {
    if (!gate.attestations().isEmpty()) {
      text.append("Agreeing confirms:\n\n");
      gate.attestations().forEach(a -> attestation(a, text));
      text.append("\n");
    }
    bullets("Proved by checks:", gate.proved(), SHORT, text);
    bullets("Ways back, drilled:", gate.drill(), SHORT, text);
    bullets("What they send to the database:", gate.sql(), LONG, text);
    bullets("Agreeing lets run by itself, without asking again:", gate.unattended(), SHORT, text);
    bullets("Warned:", gate.warnings(), SHORT, text);
    findings(gate.findings(), text);
    bullets("Do not count on:", gate.caveats(), LONG, text);
    if (!gate.given().isEmpty()) {
      text.append("Agreed: ").append(plain(String.join("; ", gate.given()))).append("\n\n");
    }
    gate.conditions().stream()
        .filter(c -> c.level() != Level.FINE)
        .limit(CONDITIONS)
        .forEach(c -> text.append(condition(c)));
    if (gate.expires() != null) {
      text.append("Closes ").append(time(gate.expires())).append("\n\n");
    }
  }

  private static void bullets(String head, List<String> lines, int most, StringBuilder text) {
    if (lines.isEmpty()) {
      return;
    }
    text.append(head).append("\n\n");
    for (String line : lines) {
      String bullet = "- " + plain(Words.cut(line, most)) + "\n";
      text.append(text.length() + bullet.length() > MOST ? "" : bullet);
    }
    text.append("\n");
  }

  private static String condition(Condition c) {
    return "- **"
        + ConditionWords.mark(c.level())
        + "** "
        + plain(Words.cut(ConditionWords.words(c), 200))
        + "\n\n";
  }

  private static void findings(List<String> findings, StringBuilder text) {
    if (findings.isEmpty()) {
      return;
    }
    text.append("The lint says:\n\n");
    findings.stream()
        .limit(FINDINGS)
        .forEach(f -> text.append("- ").append(plain(Words.cut(f, 220))).append("\n"));
    if (findings.size() > FINDINGS) {
      text.append("- and ").append(findings.size() - FINDINGS).append(" more: soakgate preview\n");
    }
    text.append("\n");
  }

  /** With what the person is shown under it, as long as there is room. */
  private static void attestation(Status.Attestation a, StringBuilder text) {
    String who = a.role() == null ? "everybody" : a.role();
    List<String> lines = a.words().lines().toList();
    String first = "- " + who + " confirms: " + plain(Words.cut(lines.get(0), SHORT)) + "\n";
    text.append(text.length() + first.length() > MOST ? "" : first);
    for (String shown : lines.subList(1, lines.size())) {
      String line = "  - " + plain(Words.cut(shown, SHORT)) + "\n";
      text.append(text.length() + line.length() > MOST ? "" : line);
    }
  }

  private static void facts(Status status, StringBuilder text) {
    if (status.plan() == null) {
      return;
    }
    text.append("Plan ").append(plain(status.plan()));
    if (status.digest() != null) {
      text.append(" · digest ").append(code(Words.cut(status.digest(), 13)));
    }
    if (status.origin() != null) {
      text.append(" · ").append(plain(status.origin()));
    }
    if (status.window() != null) {
      text.append(" · window ").append(plain(status.window()));
    }
    if (status.audit() != null) {
      text.append(" · audit ").append(status.audit().number()).append(' ');
      text.append(code(Words.cut(status.audit().hash(), 13)));
    }
    text.append("\n\n");
  }

  /** The newest first. */
  private static void lines(List<Entry> timeline, StringBuilder text) {
    List<Entry> shown = timeline.stream().filter(e -> !ELSEWHERE.contains(e.kind())).toList();
    for (int i = shown.size() - 1; i >= Math.max(0, shown.size() - LINES); i--) {
      String line = line(shown.get(i));
      if (text.length() + line.length() > MOST) {
        return;
      }
      text.append(line);
    }
  }

  private static String line(Entry e) {
    String where = e.environment() == null ? "" : e.environment() + " · ";
    return "- %s %s %s%n"
        .formatted(
            time(e.at()),
            mark(e.outcome()),
            plain(where + e.subject() + ": " + Words.cut(e.words(), 200)));
  }

  private static String mark(String outcome) {
    return outcome.equals("ok") ? "✓" : "**" + outcome + "**";
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }
}
