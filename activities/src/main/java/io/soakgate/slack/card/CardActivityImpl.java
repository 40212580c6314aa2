package io.soakgate.slack.card;

import io.soakgate.deployment.CardActivity;
import io.soakgate.identity.People;
import io.soakgate.slack.Declined;
import io.soakgate.slack.Posting;
import io.soakgate.slack.Posting.Sheet;
import io.soakgate.slack.SlackApp;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Shows cards in Slack. */
public final class CardActivityImpl implements CardActivity {
  private static final String UNSHOWN = "unshown";

  private final SlackApp app;
  private final Mentions mentions;
  private final boolean heard;
  private final IntSupplier attempt;
  private final Supplier<Duration> time;
  private Posting posting;

  /**
   * @param app the worker's app in Slack, or null
   * @param people who is called when an answer is needed
   * @param heard whether anybody hears what is pressed; there are no buttons where nobody does
   */
  public CardActivityImpl(SlackApp app, People people, boolean heard) {
    this(
        app,
        people,
        heard,
        () -> Activity.getExecutionContext().getInfo().getAttempt(),
        () -> Activity.getExecutionContext().getInfo().getStartToCloseTimeout());
  }

  /**
   * @param attempt which try it is, from 1
   * @param time how long it may take from its beginning
   */
  public CardActivityImpl(
      SlackApp app, People people, boolean heard, IntSupplier attempt, Supplier<Duration> time) {
    this.heard = heard;
    this.app = app;
    this.mentions = new Mentions(people);
    this.attempt = attempt;
    this.time = time;
  }

  @Override
  public Place show(Card card) {
    if (app == null) {
      throw ApplicationFailure.newNonRetryableFailure(
          "this worker has no app in Slack; add `slack` to its configuration", UNSHOWN);
    }
    Instant until = Instant.now().plus(time.get());
    Sheet sheet = drawn(card);
    Instant since = card.again() || attempt.getAsInt() > 1 ? card.since() : null;
    try {
      Posting posting = posting().until(until);
      return card.at() == null
          ? posting.post(card.channel(), card.thread(), sheet, since)
          : posting.edit(card.at(), card.thread(), sheet, since);
    } catch (Declined e) {
      throw ApplicationFailure.newBuilder()
          .setMessage(e.getMessage())
          .setType(UNSHOWN)
          .setNonRetryable(e.forGood())
          .setNextRetryDelay(e.after())
          .build();
    }
  }

  /** What is to be read of a card. */
  Sheet drawn(Card card) {
    Face face = card.face();
    Buttons buttons = new Buttons(card.of(), heard);
    if (face instanceof GateFace gate) {
      return new GateCard(card, gate, mentions, buttons).drawn();
    }
    if (face instanceof Overview overview) {
      return new OverviewCard(card, overview, buttons).drawn();
    }
    if (face instanceof Progress progress) {
      return new ProgressCard(card, progress).drawn();
    }
    if (face instanceof Asked question) {
      return new QuestionCard(card, question, buttons).drawn();
    }
    if (face instanceof Incident incident) {
      return new IncidentCard(card, incident).drawn();
    }
    return new EndCard(card, (Ended) face).drawn();
  }

  /** Made when it is first needed: the token is read then, and one client serves all. */
  private synchronized Posting posting() {
    if (posting == null) {
      posting = new Posting(app);
    }
    return posting;
  }
}
