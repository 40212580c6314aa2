package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.ActActivity;
import java.util.ArrayList;
import java.util.List;

/** Numbers what is asked of one target, so that its ledger tells one ask from the next. */
public final class Asks {
  private final String deployment;
  private final int before;
  private final List<String> asked = new ArrayList<>();

  /**
   * @param deployment in whose name it is asked
   * @param before where the numbers begin
   */
  public Asks(String deployment, int before) {
    this.deployment = deployment;
    this.before = before;
  }

  String deployment() {
    return deployment;
  }

  /** Which time this subject is asked for with this purpose, from 1. */
  public int attempt(String subject, ActActivity.Purpose purpose) {
    String key = purpose + " " + subject;
    asked.add(key);
    return before + (int) asked.stream().filter(key::equals).count();
  }
}
