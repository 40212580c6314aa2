package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.Command.Act;

/** What to type now, complete. */
public final class Typing {
  private Typing() {}

  /**
   * @param subject the change or check it is about, or null
   */
  static String command(Act act, String deployment, String subject) {
    String what =
        switch (act) {
          case RESOLVE -> " " + subject + " --statement N --as done";
          case WINDOW -> " " + subject;
          case WAIVE -> " " + subject.split(" ")[0];
          default -> "";
        };
    String verb = "soakgate " + act.word() + " " + deployment + what + " --by \"YOUR NAME\"";
    return act == Act.RESUME ? verb : verb + " --reason \"WHY\"";
  }

  /** The command that answers a plan's question. */
  public static String answer(String deployment, String prompt) {
    return "soakgate answer "
        + deployment
        + " --by \"YOUR NAME\" --prompt "
        + prompt
        + " --text \"WHAT YOU SAY\"";
  }

  /** The command that agrees at the gate that is open. */
  public static String approve(String deployment, boolean attestations) {
    return "soakgate approve "
        + deployment
        + " --by \"YOUR NAME\""
        + (attestations ? " --attest all" : "");
  }
}
