package io.soakgate.slack.card;

import io.soakgate.deployment.CardActivity.About;
import io.soakgate.deployment.CardActivity.Card;
import io.soakgate.deployment.CardActivity.Overview;
import io.soakgate.deployment.Ending;
import io.soakgate.slack.Posting.Sheet;
import java.util.ArrayList;
import java.util.List;

/** The deployment: one card from its beginning to its end. */
record OverviewCard(Card card, Overview face, Buttons buttons) {
  private static final int WORDS = 400;
  private static final int WHY = 1_200;
  private static final int NAMES = 20;

  Sheet drawn() {
    About of = card.of();
    Drawing drawing = new Drawing().heading(of.title());
    drawing.line(state());
    if (face.ending() == null) {
      running(drawing);
    } else {
      drawing.line(face.why() == null ? null : Clip.line(face.why(), WHY));
    }
    if (face.ending() == null) {
      drawing.buttons(buttons.pause(face.paused() != null));
    }
    drawing.small(facts(of));
    return drawing.as(card.id(), Clip.line(of.title(), WORDS) + ": " + summary());
  }

  private String summary() {
    return face.ending() == null
        ? Clip.line(face.doing(), WORDS) + waits()
        : face.ending() + (face.why() == null ? "" : ", " + Clip.line(face.why(), WORDS));
  }

  private String waits() {
    return face.waitingFor() == null ? "" : ", waits for " + Clip.line(face.waitingFor(), WORDS);
  }

  private String state() {
    if (face.ending() != null) {
      return sign(face.ending()) + " *" + face.ending() + "*";
    }
    if (face.paused() != null) {
      return ":double_vertical_bar: *PAUSED*  by " + Clip.line(face.paused(), WORDS);
    }
    return face.waitingFor() == null
        ? ":arrow_forward: *WORKING*  " + Clip.line(face.doing(), WORDS)
        : ":hourglass_flowing_sand: *WAITING*  " + Clip.line(face.doing(), WORDS) + waits();
  }

  static String sign(Ending ending) {
    return switch (ending) {
      case SUCCEEDED -> ":white_check_mark:";
      case SUCCEEDED_WITH_WARNINGS -> ":warning:";
      case ROLLED_BACK -> ":rewind:";
      case PARTLY_ROLLED_BACK -> ":rotating_light:";
      case REFUSED, CANCELLED -> ":no_entry:";
    };
  }

  private void running(Drawing drawing) {
    drawing.line(environments());
    drawing.line(
        face.readOnly() == null
            ? null
            : ":lock: *WRITES KEPT OUT*  " + Clip.line(face.readOnly(), WORDS));
    drawing.line(face.losses() == null ? null : Clip.line(face.losses(), WORDS));
    drawing.line(face.window() == null ? null : "window " + Clip.line(face.window(), WORDS));
  }

  /** Where it has been, is, and will be. */
  private String environments() {
    List<String> all = card.of().environments();
    int now = all.indexOf(face.environment());
    List<String> words = new ArrayList<>();
    for (int i = 0; i < Math.min(NAMES, all.size()); i++) {
      String sign = i < now ? ":white_check_mark: " : i == now ? ":arrow_forward: " : "";
      words.add(sign + Clip.line(all.get(i), WORDS / 4));
    }
    return String.join("  ›  ", words);
  }

  private static String facts(About of) {
    String by = of.startedBy() == null ? "" : "  ·  started by " + Clip.line(of.startedBy(), 100);
    return Plain.where(of)
        + "  ·  plan "
        + Clip.line(of.plan(), 100)
        + "  ·  digest `"
        + GateCard.digest(of.digest())
        + "`  ·  "
        + Clip.line(of.origin(), 200)
        + by;
  }
}
