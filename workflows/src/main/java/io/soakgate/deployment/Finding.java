package io.soakgate.deployment;

/**
 * What the lint found, one per rule, script and purpose, so that hundreds of statements of one kind
 * are one line at the gate.
 *
 * @param rule the rule's name, as {@code accept} writes it
 * @param danger {@code destructive}, {@code table-locking}, {@code rewriting}, {@code
 *     privilege-changing} or {@code not-seen}
 * @param change the change, or the rollback option, whose script it is
 * @param purpose {@code apply}, {@code undo} or {@code rollback}
 * @param script the script's path
 * @param line the line of the first statement, from 1
 * @param statements how many statements it is about
 * @param says what it does, in words
 * @param accepted why the plan accepts it, or null
 */
public record Finding(
    String rule,
    String danger,
    String change,
    String purpose,
    String script,
    int line,
    int statements,
    String says,
    String accepted) {

  /** One line for people. */
  public String words() {
    return danger
        + ": "
        + rule
        + ", "
        + (statements == 1 ? "1 statement" : statements + " statements")
        + " in the "
        + purpose
        + " of "
        + change
        + ", "
        + script
        + ":"
        + line
        + ": "
        + says
        + (accepted == null ? "" : "; accepted: " + accepted);
  }
}
