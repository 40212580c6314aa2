package io.soakgate.plan;

import java.util.List;

/** The named points of an environment's walk, in order, and the events that may interrupt it. */
public final class Moment {
  public static final String ANNOUNCED = "announced";
  public static final String GO = "go";
  public static final String BEFORE = "before";
  public static final String AFTER = "after";
  public static final String RELEASED = "released";
  public static final String END = "end";

  public static final String BREACH = "breach";
  public static final String ROLLED_BACK = "rolled-back";
  public static final String BLOCKED = "blocked";

  /** The moments in the order of the walk; a watch's name stands between released and end. */
  public static final List<String> WALK = List.of(ANNOUNCED, GO, BEFORE, AFTER, RELEASED, END);

  /** The moments before an environment's first change. */
  public static final List<String> BEFORE_CHANGES = List.of(ANNOUNCED, GO, BEFORE);

  /** The events at which notices may go out. */
  public static final List<String> EVENTS = List.of(BREACH, ROLLED_BACK, BLOCKED);

  private Moment() {}
}
