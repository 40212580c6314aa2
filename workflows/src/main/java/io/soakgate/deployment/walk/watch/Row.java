package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.deployment.WatchWorkflow.Count;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rule;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Recent;
import io.soakgate.verdict.Streak;
import io.soakgate.verdict.Told;
import io.soakgate.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;

/** A rule of a watch and how it stands: what was counted, and what people were told of it. */
final class Row {
  /** What a bucket is to people. */
  private enum News {
    NONE,
    BROKEN,
    STILL_BROKEN,
    BLIND,
    ASLEEP,
    WELL
  }

  private final Rule rule;
  private Streak streak;
  private Recent recent;
  private Told broke;
  private Told lost;
  private Verdict verdict;
  private String margin;
  private News news = News.NONE;
  private boolean asleep;
  private Instant until;
  private Duration shortest;

  Row(Rule rule, Count count) {
    this.rule = rule;
    this.streak = new Streak(count.broken(), count.blind());
    this.recent = new Recent(count.recent());
    this.broke = count.broke();
    this.lost = count.lost();
  }

  Rule rule() {
    return rule;
  }

  Count count() {
    return new Count(rule.name(), streak.broken(), streak.blind(), recent.marks(), broke, lost);
  }

  /** Forgets the verdict of the bucket before; in some it is not judged. */
  void clear() {
    verdict = null;
    news = News.NONE;
  }

  boolean judged() {
    return verdict != null;
  }

  Verdict verdict() {
    return verdict;
  }

  /**
   * Counts a bucket.
   *
   * @param margin how far from its limit it was, in words
   * @param snoozed whether the bucket lies in a snooze, in part or in whole: it counts for nothing,
   *     and after it the rule counts, and tells, as if it were new
   * @param until when the bucket ended
   * @param length how long it was
   */
  void count(Verdict judged, String margin, boolean snoozed, Instant until, Duration length) {
    verdict = judged;
    this.margin = margin;
    asleep = snoozed;
    this.until = until;
    shortest = length.multipliedBy(Math.max(1, rule.inARow()));
    if (snoozed) {
      forget();
      broke = Told.NOTHING;
      lost = Told.NOTHING;
    } else {
      streak = streak.next(judged.outcome());
      recent = recent.next(judged.outcome(), rule.outOf());
    }
    news = rule.tracked() ? News.NONE : found();
  }

  private News found() {
    if (asleep) {
      return verdict.outcome() == Outcome.FAIL ? News.ASLEEP : News.NONE;
    }
    if (fires()) {
      return broke.lets(until) ? News.BROKEN : onlyTells() ? News.NONE : News.STILL_BROKEN;
    }
    if (streak.blindFor(rule.inARow()) && lost.lets(until)) {
      return News.BLIND;
    }
    return well() ? News.WELL : News.NONE;
  }

  private boolean fires() {
    return rule.outOf() > rule.inARow()
        ? streak.fires(1) && recent.broken() >= rule.inARow()
        : streak.fires(rule.inARow());
  }

  /** What asks, or rolls back, is heard as often as it breaks: whoever answered is asked again. */
  private boolean onlyTells() {
    return rule.then().act() == Act.NOTIFY;
  }

  private boolean well() {
    return verdict.outcome() == Outcome.PASS && known().over(until, shortest);
  }

  /** What people know of: a breach, behind which it is forgotten that nothing was seen before. */
  private Told known() {
    return broke.open() ? broke : lost;
  }

  /** Counts from zero again. */
  private void forget() {
    streak = Streak.NONE;
    recent = Recent.NONE;
  }

  /** What its bucket leads to, in words; null when nothing. */
  String led() {
    return switch (news) {
      case NONE -> null;
      case BROKEN, STILL_BROKEN -> Words.then(rule.then());
      case BLIND -> "tell: could not see";
      case ASLEEP -> "snoozed";
      case WELL -> "tell: well again";
    };
  }

  /**
   * What people are to know of its bucket; null when nothing.
   *
   * <p>A rule that asks, or rolls back, counts from zero once it spoke, so that it speaks again
   * only after as many buckets. One that only tells counts on, and tells ever less often.
   *
   * @param where the bucket in words
   */
  Breach speak(String where) {
    Breach breach =
        switch (news) {
          case NONE -> null;
          case BROKEN, STILL_BROKEN -> breach(": ", times(), where);
          case BLIND -> breach(" could not see: ", streak.blind() + " in a row", where);
          case ASLEEP -> breach(": ", "snoozed", where);
          case WELL -> breach(" is well again: ", "well for " + Words.duration(healthy()), where);
        };
    told();
    return breach;
  }

  private Breach breach(String is, String counted, String where) {
    boolean blind = news == News.BLIND;
    return new Breach(
        rule.name(),
        blind,
        blind ? rule.noData() : rule.severity(),
        rule.then(),
        "rule " + rule.name() + is + verdict.words() + " (" + counted + ", " + where + ")",
        news == News.ASLEEP,
        news == News.WELL,
        news == News.STILL_BROKEN);
  }

  private Duration healthy() {
    return Duration.between(known().ill(), until);
  }

  private void told() {
    Outcome seen = verdict.outcome();
    broke = broke.next(news == News.BROKEN, seen != Outcome.PASS, until, shortest);
    lost = lost.next(news == News.BLIND, seen == Outcome.INCONCLUSIVE, until, shortest);
    if (news == News.WELL || broke.open() && lost.over(until, shortest)) {
      lost = Told.NOTHING;
    }
    if (news == News.WELL) {
      broke = Told.NOTHING;
    }
    if (fires() && !onlyTells()) {
      forget();
    }
  }

  WatchDetails.Standing standing() {
    String of = fires() ? "" : " of " + rule.inARow();
    return new WatchDetails.Standing(
        rule.name(),
        verdict.outcome(),
        verdict.words(),
        margin,
        streak.broken() == 0 ? "" : times() + of,
        asleep);
  }

  private String times() {
    return rule.outOf() > rule.inARow()
        ? recent.broken() + " of the last " + recent.marks().length()
        : streak.broken() + " in a row";
  }
}
