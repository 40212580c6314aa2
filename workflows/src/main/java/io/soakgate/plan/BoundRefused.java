package io.soakgate.plan;

/** Why a text is no bound, and what to write instead. */
final class BoundRefused extends Exception {
  private final String why;
  private final String todo;

  BoundRefused(String why, String todo) {
    super(why, null, false, false);
    this.why = why;
    this.todo = todo;
  }

  static BoundRefused unreadable() {
    return new BoundRefused(
        "it is no bound",
        "write one like `= 0`, `< 5%`, `2 MB..5 MB`, `8234 +-1%`, `>= +45`,"
            + " `<= 120% of baseline` or `not-empty`");
  }

  String why() {
    return why;
  }

  String todo() {
    return todo;
  }
}
