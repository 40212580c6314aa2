package io.soakgate.deployment;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The live story for the Temporal UI, in markdown: verdict first, because the UI clips what is
 * below, and under 4 kB, because it travels in a URL (facts, section 2).
 */
final class Details {
  static final int MOST = 3_800;
  private static final int LINES = 12;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd MMM HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Details() {}

  static String of(Status status) {
    StringBuilder text = new StringBuilder(headline(status)).append("\n\n");
    if (status.paused() != null) {
      text.append("Paused: ").append(plain(status.paused())).append("\n\n");
    }
    if (status.gate() != null && status.ending() == null) {
      gate(status.gate(), status.deployment(), text);
    } else if (status.next() != null) {
      text.append("Type `").append(status.next()).append("`\n\n");
    }
    if (status.question() != null) {
      text.append("**Question.** ").append(plain(status.question())).append("\n\n");
    }
    facts(status, text);
    lines(status.timeline(), text);
    return text.toString();
  }

  private static String headline(Status status) {
    if (status.ending() != null) {
      return "# " + status.ending() + (status.report() == null ? "" : "\n\n" + status.report());
    }
    String waits =
        status.waitingFor() == null ? "" : " · waits for **" + plain(status.waitingFor()) + "**";
    return "# " + plain(status.doing()) + waits;
  }

  private static void gate(Status.OpenGate gate, String deployment, StringBuilder text) {
    text.append("To agree, send the signal `approve` with\n\n```\n")
        .append("{\"by\": \"YOUR NAME\", \"attest\": [\"all\"]}\n```\n\nor type\n\n```\n")
        .append("soakgate approve ")
        .append(deployment)
        .append(" --by \"YOUR NAME\" --attest all\n```\n\n");
    gate.attestations().forEach(a -> text.append(attestation(a)));
    if (!gate.given().isEmpty()) {
      text.append("Given: ").append(plain(String.join(", ", gate.given()))).append("\n\n");
    }
    if (gate.expires() != null) {
      text.append("Closes ").append(TIME.format(gate.expires())).append("\n\n");
    }
  }

  private static String attestation(Status.Attestation a) {
    String who = a.role() == null ? "everybody" : a.role();
    return "- " + who + " confirms: " + plain(a.words()) + "\n";
  }

  private static void facts(Status status, StringBuilder text) {
    text.append("\nPlan ").append(plain(String.valueOf(status.plan())));
    if (status.digest() != null) {
      text.append(" · digest `").append(Words.cut(status.digest(), 13)).append("`");
    }
    if (status.window() != null) {
      text.append(" · window ").append(plain(status.window()));
    }
    text.append("\n\n");
  }

  private static void lines(List<Entry> timeline, StringBuilder text) {
    List<Entry> last = timeline.subList(Math.max(0, timeline.size() - LINES), timeline.size());
    for (int i = last.size() - 1; i >= 0; i--) {
      String line = line(last.get(i));
      if (text.length() + line.length() > MOST) {
        return;
      }
      text.append(line);
    }
  }

  private static String line(Entry e) {
    String where = e.environment() == null ? "" : e.environment() + " · ";
    return "- "
        + time(e.at())
        + " "
        + plain(where + e.subject() + " · " + e.outcome() + ": " + Words.cut(e.words(), 200))
        + "\n";
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  /** What people wrote must not become markup. */
  private static String plain(String text) {
    return Words.cut(text, 600)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_\\[\\]|#])", "\\\\$1")
        .replace("\n", " ");
  }
}
