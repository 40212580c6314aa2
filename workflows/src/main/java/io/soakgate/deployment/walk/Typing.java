package io.soakgate.deployment.walk;

import io.soakgate.deployment.Command.Act;

/** What to type now, complete. */
final class Typing {
  private Typing() {}

  static String command(Act act, String deployment) {
    String verb = "soakgate " + Orders.word(act) + " " + deployment + " --by \"YOUR NAME\"";
    return act == Act.RESUME ? verb : verb + " --reason \"WHY\"";
  }

  static String answer(String deployment, String prompt) {
    return "soakgate answer "
        + deployment
        + " --by \"YOUR NAME\" --prompt "
        + prompt
        + " --text \"WHAT YOU SAY\"";
  }

  static String approve(String deployment, boolean attestations) {
    return "soakgate approve "
        + deployment
        + " --by \"YOUR NAME\""
        + (attestations ? " --attest all" : "");
  }
}
