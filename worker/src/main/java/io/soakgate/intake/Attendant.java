package io.soakgate.intake;

import io.soakgate.audit.TurnedAway;
import io.soakgate.deployment.Command.Act;
import io.soakgate.intake.Voice.Outcome;
import io.soakgate.slack.Declined;
import io.soakgate.slack.Desk;
import io.soakgate.slack.Mrkdwn;
import io.soakgate.slack.Pressed;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of what somebody pressed: who it was is proven, the deployment is told, and a
 * refusal is said to that person alone. What is refused here goes into the audit; what the
 * deployment refuses, it writes down itself.
 */
final class Attendant {
  private static final Logger LOG = LoggerFactory.getLogger(Attendant.class);
  // As long as what is signed counts: what was pressed before that may be a replay.
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Door door;
  private final Desk desk;
  private final Voice voice;
  private final TurnedAway turnedAway;
  private final Answered answered = new Answered();
  private final Clock clock;

  Attendant(Door door, Desk desk, Voice voice, TurnedAway turnedAway, Clock clock) {
    this.door = door;
    this.desk = desk;
    this.voice = voice;
    this.turnedAway = turnedAway;
    this.clock = clock;
  }

  /** Agreeing, and commands that need no reason. */
  void pressed(Click click, String action, String value) {
    attend(click, value, (person, button) -> told(click, action, button, person, null, at(click)));
  }

  /** What was said in a modal; its time is now, because people take their time. */
  void said(Click click, String action, String value, String reason) {
    Instant now = clock.instant();
    attend(click, value, (person, button) -> told(click, action, button, person, reason, now));
  }

  /** One thing to tell a deployment. */
  interface Telling {
    Outcome tell(String person, Pressed button) throws Turned;
  }

  private void attend(Click click, String value, Telling telling) {
    String about = "a click";
    try {
      Pressed button = read(value);
      about = button.deployment();
      String person = door.person(click);
      answered.notYet(click.id());
      Outcome outcome = telling.tell(person, button);
      if (outcome.heard()) {
        answered.now(click.id());
      }
      if (!outcome.recorded()) {
        whisper(click, outcome.words());
      }
      if (!outcome.heard()) {
        LOG.info("{} by {}: {}", about, person, outcome.words());
      }
    } catch (Turned why) {
      refuse(click, about, why.getMessage());
    } catch (RuntimeException broken) {
      LOG.error("a click was not attended to", broken);
      audit(about, click.words() + ": not recorded, as something broke in the worker");
      whisper(click, "not recorded: something broke in the worker; click again, or use the CLI");
    }
  }

  private static Pressed read(String value) throws Turned {
    try {
      return Pressed.read(value);
    } catch (IllegalArgumentException unknown) {
      throw new Turned(unknown.getMessage());
    }
  }

  private Outcome told(
      Click click, String action, Pressed button, String person, String reason, Instant at)
      throws Turned {
    if (action.equals(Pressed.APPROVE) || action.equals(Pressed.REJECT)) {
      boolean agrees = action.equals(Pressed.APPROVE);
      if (button.gate() == null || agrees == (reason != null)) {
        throw new Turned("this button belongs to no gate; use the newest card");
      }
      return voice.decision(
          agrees ? "approve" : "reject",
          button.deployment(),
          button.run(),
          click.id(),
          at.toString(),
          Meaning.decision(button, person, reason));
    }
    Act act =
        Pressed.act(action).orElseThrow(() -> new Turned("nothing is called " + action + " here"));
    if (Meaning.asks(act) == (reason == null)) {
      throw new Turned(act.word() + " is said with its reason; use the newest card");
    }
    return voice.command(
        button.deployment(),
        button.run(),
        click.id(),
        at.toString(),
        Meaning.command(act, button, person, reason));
  }

  /**
   * When it was pressed, as Slack signed it: a replay then is the very same message, and one that
   * was kept is stale.
   */
  private Instant at(Click click) throws Turned {
    Instant at;
    try {
      at = moment(click.mark());
    } catch (ArithmeticException | NumberFormatException noTime) {
      throw new Turned("it does not say when it was pressed");
    }
    if (Duration.between(at, clock.instant()).abs().compareTo(FRESH) > 0) {
      throw new Turned("it was pressed at " + at + ", more than 5 minutes from now; click again");
    }
    return at;
  }

  /** Of Slack's {@code 1763722800.123456}. */
  private static Instant moment(String ts) {
    if (ts == null || !ts.matches("\\d{1,11}\\.\\d{1,9}")) {
      throw new NumberFormatException();
    }
    int dot = ts.indexOf('.');
    String nanos = (ts.substring(dot + 1) + "000000000").substring(0, 9);
    return Instant.ofEpochSecond(Long.parseLong(ts.substring(0, dot)), Long.parseLong(nanos));
  }

  /** Into the audit, and to whom it was. */
  void refuse(Click click, String about, String why) {
    audit(about, click.words() + ": " + why);
    whisper(click, "refused: " + why);
  }

  /** Into the audit alone: there is nobody to answer. */
  void audit(String about, String words) {
    LOG.warn("refused ({}): {}", about, words);
    try {
      turnedAway.record(about, words);
    } catch (SQLException | RuntimeException unreachable) {
      LOG.error("this refusal is not in the audit ({}): {}", about, words, unreachable);
    }
  }

  /** To whom it was, and nobody else; best effort, the card says what was recorded. */
  void whisper(Click click, String words) {
    try {
      desk.whisper(click.room(), click.user(), click.thread(), Mrkdwn.escaped(words));
    } catch (Declined e) {
      LOG.info("an answer to a click was not shown: {}", e.getMessage());
    }
  }

  Door door() {
    return door;
  }
}
