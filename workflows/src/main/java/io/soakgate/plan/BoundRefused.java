package io.soakgate.plan;

/** Why a text is no bound, and what to write instead. */
public final class BoundRefused extends Exception {
  private final String why;
  private final String todo;

  /**
   * A refusal.
   *
   * @param why what is wrong
   * @param todo what to write instead
   */
  public BoundRefused(String why, String todo) {
    super(why, null, false, false);
    this.why = why;
    this.todo = todo;
  }

  /** Of a text that is no bound at all. */
  public static BoundRefused unreadable() {
    return new BoundRefused(
        "it is no bound",
        "write one like `= 0`, `< 5%`, `2 MB..5 MB`, `8234 +-1%`, `>= +45`,"
            + " `<= 120% of baseline` or `not-empty`");
  }

  /** What is wrong. */
  public String why() {
    return why;
  }

  /** What to write instead. */
  public String todo() {
    return todo;
  }
}
