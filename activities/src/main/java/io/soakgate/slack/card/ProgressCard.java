package io.soakgate.slack.card;

import io.soakgate.deployment.CardActivity.Card;
import io.soakgate.deployment.CardActivity.Progress;
import io.soakgate.deployment.Entry;
import io.soakgate.slack.Posting.Sheet;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What happened lately, in the thread of the deployment's card. */
record ProgressCard(Card card, Progress face) {
  private static final int WORDS = 250;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  Sheet drawn() {
    Drawing drawing = new Drawing();
    drawing.line("*What happened lately* (UTC)");
    face.last().forEach(e -> drawing.line(line(e)));
    String last =
        face.last().isEmpty() ? "nothing yet" : line(face.last().get(face.last().size() - 1));
    return drawing.as(card.id(), last);
  }

  private static String line(Entry e) {
    String where = e.environment() == null ? "" : e.environment() + " · ";
    return "`"
        + TIME.format(e.at())
        + "` "
        + sign(e.outcome())
        + Clip.line(where + e.subject() + ": " + e.words(), WORDS);
  }

  private static String sign(String outcome) {
    return switch (outcome) {
      case "ok" -> "";
      case "waiting" -> ":hourglass_flowing_sand: *waiting* ";
      default -> ":warning: *" + Clip.line(outcome, 40) + "* ";
    };
  }
}
