package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.soakgate.deployment.Command.Act;
import io.soakgate.plan.Severity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Shows people how a deployment stands, on cards: messages that are edited as things go on. Nothing
 * is decided by it and nothing waits for it (INV-12).
 */
@ActivityInterface
public interface CardActivity {

  /**
   * Brings one card to what is so now: posts it, or edits the one that was posted; once, however
   * often it is asked. Runs on {@link Queues#SOAKGATE}.
   *
   * @return where it stands
   */
  @ActivityMethod(name = "card")
  Place show(Card card);

  /**
   * Where a card stands.
   *
   * @param room the id of the channel
   * @param ts the id of the message in it
   */
  record Place(String room, String ts) {}

  /**
   * One card, as it is to look.
   *
   * @param id names this card and no other, so that a repetition can be told
   * @param channel the name of the channel it belongs in
   * @param thread the card in whose thread it stands, or null
   * @param at where it was posted; null when it is not known to have been
   * @param since when it was first to be shown, by the clock on the wall
   * @param again whether it may have been posted, or posted anew, although that is not known
   * @param of what it is about
   */
  record Card(
      String id,
      String channel,
      Place thread,
      Place at,
      Instant since,
      boolean again,
      About of,
      Face face) {}

  /**
   * The deployment.
   *
   * @param deployment the workflow id
   * @param run the run id, which what is pressed and signed is bound to
   * @param title the plan's title
   * @param origin where the plan stood in Git, in words
   * @param startedBy who started it, or null
   * @param environments their names, in the plan's order
   */
  record About(
      String deployment,
      String run,
      String plan,
      String title,
      String digest,
      String origin,
      String startedBy,
      List<String> environments) {}

  /** What is on a card. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @Type(value = Overview.class, name = "overview"),
    @Type(value = Progress.class, name = "progress"),
    @Type(value = GateFace.class, name = "gate"),
    @Type(value = Asked.class, name = "question"),
    @Type(value = Incident.class, name = "incident"),
    @Type(value = Ended.class, name = "ended")
  })
  sealed interface Face permits Overview, Progress, GateFace, Asked, Incident, Ended {}

  /**
   * How all of it stands: the card that is edited from the beginning to the end.
   *
   * @param environment where it is, or null
   * @param doing what runs, in words
   * @param waitingFor who or what it waits for, or null when it works
   * @param paused who paused it and why, or null
   * @param readOnly since when writes are kept out, in words, or null
   * @param losses what a restore of the backup would lose now, in words, or null
   * @param window whether it fits the window, in words, or null
   * @param ending null while it runs
   * @param why why it ended so, or null
   */
  record Overview(
      String environment,
      String doing,
      String waitingFor,
      String paused,
      String readOnly,
      String losses,
      String window,
      Ending ending,
      String why)
      implements Face {}

  /** What happened lately, the newest last. */
  record Progress(List<Entry> last) implements Face {}

  /**
   * A gate.
   *
   * @param gate as it is or was last open
   * @param changes what is agreed to, where it is before the first change: each change's name and
   *     how long it is expected to take
   * @param window whether it fits the window, in words, or null
   * @param expires by the clock on the wall, or null
   * @param losses what a restore of the backup would lose now, in words, or null
   * @param starter who does not count here, having started it; null where that is nobody known
   * @param closed how it was closed, in words; null while it is open
   * @param agreed whether everybody agreed
   */
  record GateFace(
      Status.OpenGate gate,
      List<String> changes,
      String window,
      Instant expires,
      String losses,
      String starter,
      String closed,
      boolean agreed)
      implements Face {

    /** The same gate, open no more. */
    public GateFace closed(String how, boolean all) {
      return new GateFace(gate, changes, window, expires, losses, starter, how, all);
    }
  }

  /**
   * A question.
   *
   * @param environment or null
   * @param words what is asked, complete
   * @param answers what answers it
   * @param held what stands still at it, in words, or null
   * @param typed what to type instead, complete
   * @param answered how it was answered, in words; null while it is open
   * @param number which question of the deployment it is, from 1
   */
  record Asked(
      String environment,
      String words,
      List<Reply> answers,
      String held,
      String typed,
      String answered,
      Integer number)
      implements Face {

    /** The same question, asked no more. */
    public Asked answered(String how) {
      return new Asked(environment, words, answers, held, typed, how, number);
    }
  }

  /**
   * One way to answer a question.
   *
   * @param about the rollback option of {@link Act#ROLLBACK}, else the change, step or check that
   *     the question is about; or null
   * @param target the target's name where it loses data that is restored over, and is to be typed;
   *     null where nothing needs to be
   * @param label what the button of {@link Act#RESUME} says; null for others
   * @param means what {@link Act#RESUME} does here; null for others
   */
  record Reply(Act act, String about, String target, String label, String means) {

    /** One that says itself what it does. */
    public Reply(Act act, String about, String target) {
      this(act, about, target, null, null);
    }
  }

  /**
   * Something that broke, or could not be seen, or is well again.
   *
   * @param severity null when it is well again
   * @param subject what saw it, such as {@code watch day}
   * @param words the figures and the limits
   */
  record Incident(Severity severity, String environment, String subject, String words)
      implements Face {}

  /**
   * The end.
   *
   * @param why one sentence
   * @param report path of the report, or null
   * @param stayed what was left in place, in words
   * @param concessions what people let pass, in words
   * @param took plan time
   */
  record Ended(
      Ending ending,
      String why,
      String report,
      List<String> stayed,
      List<String> concessions,
      Duration took)
      implements Face {}
}
