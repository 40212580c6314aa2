package io.soakgate.lint;

import java.util.function.Predicate;

/**
 * A rule of the lint.
 *
 * @param name as {@code accept} writes it
 * @param says what such a statement does
 * @param instead what to do about it
 * @param spared whether it says nothing of a table that the same plan created before
 * @param breaks whether a statement is one
 */
record Rule(
    String name,
    Danger danger,
    String says,
    String instead,
    boolean spared,
    Predicate<Phrase> breaks) {

  /** A rule, written in the order people read it: what breaks it, what that does, what to do. */
  static Rule of(
      String name,
      Danger danger,
      boolean spared,
      Predicate<Phrase> breaks,
      String says,
      String instead) {
    return new Rule(name, danger, says, instead, spared, breaks);
  }

  /** What is at stake. */
  enum Danger {
    DESTRUCTIVE("destructive"),
    TABLE_LOCKING("table-locking"),
    REWRITING("rewriting"),
    PRIVILEGES("privilege-changing"),
    NOT_SEEN("not-seen");

    private final String word;

    Danger(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
