package io.soakgate.action;

/**
 * Which of two asks is the later one. Temporal schedules the attempts of one deployment one after
 * the other, so the instant of scheduling orders them across purposes too: a sleeping APPLY that
 * wakes up after its UNDO is the earlier one and may write nothing (F-70).
 *
 * @param scheduled when Temporal scheduled this attempt, in milliseconds
 * @param attempt which attempt of the activity, from 1
 */
public record Fence(long scheduled, int attempt) {

  /** Where nothing orders the asks: the one that comes later is the later one. */
  public static final Fence NONE = new Fence(0, 1);
}
