package io.soakgate.deployment.walk.stage;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The time plans are written in (decision 19). It runs with the wall clock, except while the
 * deployment only waits for time to pass: then it runs {@code pace} times as fast, so that windows,
 * expiries, watches and the report agree with each other.
 */
public final class PlanTime {
  private final long real0;
  private long real;
  private long plan;
  private int pace = 1;
  private long ceiling;
  private boolean hurrying;

  public PlanTime() {
    real0 = Workflow.currentTimeMillis();
    real = real0;
    plan = real0;
  }

  /** The plan time of this moment. */
  public Instant now() {
    long passed = Workflow.currentTimeMillis() - real;
    return Instant.ofEpochMilli(
        hurrying && pace > 1
            ? Math.max(plan, Math.min(ceiling, plan + passed * pace))
            : plan + passed);
  }

  /** The wall clock at {@link #now()}; in a query both stand still between things that happen. */
  public Instant clock() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  /** How fast plan time runs now. */
  public int speed() {
    return hurrying ? pace : 1;
  }

  /** What it does not run beyond now, or null. */
  public Instant until() {
    return speed() > 1 ? Instant.ofEpochMilli(ceiling) : null;
  }

  /** When the walk began, which is the same by both clocks. */
  public Instant started() {
    return Instant.ofEpochMilli(real0);
  }

  /** How much faster than life waits pass; 1 in earnest. */
  public int pace() {
    return pace;
  }

  /** Sets how much faster than life waits pass; 1 in earnest. */
  public void pace(int pace) {
    anchor();
    this.pace = Math.max(1, pace);
  }

  /** From here on time only passes: it runs at the pace, but never beyond {@code until}. */
  public void hurry(Instant until) {
    anchor();
    ceiling = until.toEpochMilli();
    hurrying = true;
  }

  /** From here on people or databases work: it runs with the clock. */
  public void steady() {
    anchor();
    hurrying = false;
  }

  /**
   * What was waited for until {@code at} is over. At a pace it is exactly then: a timer that fires
   * a second late would otherwise be an hour late in plan time.
   */
  public void reach(Instant at) {
    anchor();
    plan = pace > 1 ? at.toEpochMilli() : Math.max(plan, at.toEpochMilli());
  }

  /** Waits until {@code at}, at the pace. */
  public void sleepUntil(Instant at, String summary) {
    if (!now().isBefore(at)) {
      return;
    }
    hurry(at);
    await(at, summary, () -> false);
    reach(at);
    steady();
  }

  /**
   * Waits for people, who are never hurried.
   *
   * @param until when to give up, or null for never
   * @return whether it came true
   */
  public boolean awaitPeople(Instant until, String summary, Supplier<Boolean> come) {
    if (until == null) {
      Workflow.await(come);
      return true;
    }
    return await(until, summary, come);
  }

  private boolean await(Instant until, String summary, Supplier<Boolean> come) {
    long left = Math.max(0, until.toEpochMilli() - now().toEpochMilli());
    int divisor = hurrying ? pace : 1;
    if (left == 0) {
      return come.get();
    }
    return Waiting.atMost(
        Duration.ofMillis(Math.max(1, (left + divisor - 1) / divisor)), summary, come);
  }

  private void anchor() {
    plan = now().toEpochMilli();
    real = Workflow.currentTimeMillis();
  }
}
