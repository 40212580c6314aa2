package io.soakgate.slack.card;

import io.soakgate.deployment.CardActivity.Asked;
import io.soakgate.deployment.CardActivity.Card;
import io.soakgate.slack.Posting.Sheet;

/** A question, with a button for each answer that needs no more than a reason. */
record QuestionCard(Card card, Asked face, Buttons buttons) {
  private static final int WORDS = 2_500;
  private static final int SHORT = 500;

  Sheet drawn() {
    String where = face.environment() == null ? card.of().title() : face.environment();
    Drawing drawing = new Drawing().heading(where + ": a question");
    if (face.answered() == null) {
      drawing.line(":question: *" + state() + "*  " + Clip.escaped(face.words(), WORDS));
      drawing.buttons(buttons.answers(face));
      drawing.small(Plain.where(card.of()) + "  ·  or type " + Plain.code(face.typed(), SHORT));
    } else {
      drawing.line(":white_check_mark: *ANSWERED*  " + Clip.line(face.answered(), SHORT));
      drawing.line(Clip.line(face.words(), SHORT));
      drawing.small(Plain.where(card.of()));
    }
    return drawing.as(card.id(), summary(where));
  }

  private String state() {
    return face.held() == null ? "ASKED" : Clip.line(face.held(), SHORT);
  }

  private String summary(String where) {
    String now = face.answered() == null ? face.words() : face.answered();
    return Clip.line(where, SHORT) + ": " + Clip.line(now, SHORT);
  }
}
