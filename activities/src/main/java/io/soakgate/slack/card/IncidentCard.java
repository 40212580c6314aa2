package io.soakgate.slack.card;

import io.soakgate.deployment.CardActivity.Card;
import io.soakgate.deployment.CardActivity.Incident;
import io.soakgate.plan.Severity;
import io.soakgate.slack.Posting.Sheet;

/** Something that broke, or that nobody could see, or that is well again. */
record IncidentCard(Card card, Incident face) {
  private static final int WORDS = 1_500;
  private static final int SHORT = 300;

  Sheet drawn() {
    String where = face.environment() + ": " + face.subject();
    String is = face.severity() == null ? "WELL AGAIN" : face.severity().name();
    return new Drawing()
        .line(sign(face.severity()) + " *" + is + "*  *" + Clip.line(where, SHORT) + "*")
        .line(Clip.escaped(face.words(), WORDS))
        .small(Plain.where(card.of()))
        .as(card.id(), is + " " + Clip.line(where, SHORT) + ": " + Clip.line(face.words(), SHORT));
  }

  private static String sign(Severity severity) {
    if (severity == null) {
      return ":white_check_mark:";
    }
    return switch (severity) {
      case WARN -> ":warning:";
      case PAGE -> ":pager:";
      case CRITICAL -> ":rotating_light:";
    };
  }
}
