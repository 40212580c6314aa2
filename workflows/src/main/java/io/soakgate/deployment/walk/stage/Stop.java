package io.soakgate.deployment.walk.stage;

/** Why the walk does not go on; caught in one place, which decides what is taken back. */
public final class Stop extends RuntimeException {

  /** What stopped it. */
  public enum Kind {
    /** Nothing was changed in the environment, and nothing will be. */
    REFUSED,
    /** A must did not hold, a change or a gate failed: {@code if-fails} decides. */
    FAILED,
    /** A person ends it where it failed, and leaves everything as it is. */
    LEFT,
    /** A rule or a person asks for a rollback option. */
    ROLLBACK,
    /** A person called the whole deployment off, by command or by Temporal's cancel. */
    CALLED_OFF
  }

  private final Kind kind;
  private final String option;

  private Stop(Kind kind, String option, String why) {
    super(why, null, false, false);
    this.kind = kind;
    this.option = option;
  }

  /** Of {@link Kind#REFUSED}. */
  public static Stop refused(String why) {
    return new Stop(Kind.REFUSED, null, why);
  }

  /** Of {@link Kind#FAILED}. */
  public static Stop failed(String why) {
    return new Stop(Kind.FAILED, null, why);
  }

  /** Of {@link Kind#LEFT}. */
  public static Stop left(String why) {
    return new Stop(Kind.LEFT, null, why);
  }

  /** Of {@link Kind#ROLLBACK}. */
  public static Stop rollback(String option, String why) {
    return new Stop(Kind.ROLLBACK, option, why);
  }

  /** Of {@link Kind#CALLED_OFF}. */
  public static Stop calledOff(String why) {
    return new Stop(Kind.CALLED_OFF, null, why);
  }

  /** What stopped it. */
  public Kind kind() {
    return kind;
  }

  /** The rollback option of {@link Kind#ROLLBACK}, else null. */
  public String option() {
    return option;
  }

  /** Why, for people. */
  public String why() {
    return getMessage();
  }
}
