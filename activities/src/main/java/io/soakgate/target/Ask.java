package io.soakgate.target;

/**
 * Who writes to the ledger, and what for.
 *
 * @param deployment the workflow id
 * @param subject the change's name, or a rollback's step
 * @param purpose {@code APPLY}, {@code UNDO} or {@code STEP}
 * @param action digest of the action's kind and configuration: one subject may be undone by several
 * @param ask which time the workflow asks, from 1
 * @param scheduled when Temporal scheduled this attempt, in milliseconds
 * @param attempt which attempt of the activity, from 1
 */
public record Ask(
    String deployment,
    String subject,
    String purpose,
    String action,
    int ask,
    long scheduled,
    int attempt) {

  /**
   * The {@code application_name} of every session that works on this; PostgreSQL keeps 63 bytes.
   */
  public String application() {
    String name = "soakgate/" + deployment + "/" + subject;
    StringBuilder ascii = new StringBuilder();
    // PostgreSQL itself replaces what is not ASCII, and cuts; done here so that both sides agree.
    name.chars()
        .map(c -> c < 32 || c > 126 ? '?' : c)
        .limit(63)
        .forEach(c -> ascii.append((char) c));
    return ascii.toString();
  }
}
