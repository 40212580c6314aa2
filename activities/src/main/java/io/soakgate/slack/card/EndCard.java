package io.soakgate.slack.card;

import io.soakgate.deployment.CardActivity.Card;
import io.soakgate.deployment.CardActivity.Ended;
import io.soakgate.slack.Posting.Sheet;
import java.time.Duration;

/** How it ended, in the thread of the deployment's card. */
record EndCard(Card card, Ended face) {
  private static final int WHY = 1_200;
  private static final int SHORT = 400;
  private static final int MOST = 6;
  private static final String REST = " in the report";

  Sheet drawn() {
    Drawing drawing = new Drawing();
    drawing.line(
        OverviewCard.sign(face.ending())
            + " *"
            + face.ending()
            + "* after "
            + duration(face.took()));
    drawing.line(Clip.line(face.why(), WHY));
    drawing.list("Stays in place", face.stayed(), MOST, REST);
    drawing.list("Let pass by people", face.concessions(), MOST, REST);
    drawing.line(face.report() == null ? null : "Report: " + Plain.code(face.report(), SHORT));
    drawing.small(Plain.where(card.of()));
    return drawing.as(card.id(), face.ending() + ": " + Clip.line(face.why(), SHORT));
  }

  private static String duration(Duration d) {
    if (d.toMinutes() < 1) {
      return d.toSeconds() + " s";
    }
    return d.toHours() < 1
        ? d.toMinutes() + " min"
        : d.toHours() + " h " + d.toMinutesPart() + " min";
  }
}
