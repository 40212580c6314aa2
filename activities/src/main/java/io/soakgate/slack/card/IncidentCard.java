package io.soakgate.slack.card;

import io.soakgate.deployment.CardActivity.Card;
import io.soakgate.deployment.CardActivity.Incident;
import io.soakgate.plan.Severity;
import io.soakgate.slack.Posting.Sheet;

/** Something that broke, or that nobody could see. */
record IncidentCard(Card card, Incident face) {
  private static final int WORDS = 1_500;
  private static final int SHORT = 300;

  Sheet drawn() {
    String where = face.environment() + ": " + face.subject();
    String words = sign(face.severity()) + " *" + face.severity() + "*  ";
    return new Drawing()
        .line(words + "*" + Clip.line(where, SHORT) + "*")
        .line(Clip.escaped(face.words(), WORDS))
        .small(Plain.where(card.of()))
        .as(
            card.id(),
            face.severity()
                + " "
                + Clip.line(where, SHORT)
                + ": "
                + Clip.line(face.words(), SHORT));
  }

  private static String sign(Severity severity) {
    return switch (severity) {
      case WARN -> ":warning:";
      case PAGE -> ":pager:";
      case CRITICAL -> ":rotating_light:";
    };
  }
}
