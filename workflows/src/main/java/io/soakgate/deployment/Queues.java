package io.soakgate.deployment;

/** The task queues, and so the whole routing of the system (design decision 6). */
public final class Queues {
  /** Workflows, admission of plans, telling and recording. */
  public static final String SOAKGATE = "soakgate";

  private Queues() {}

  /** Where one target's actions and probes run; only workers that serve the target poll it. */
  public static String of(String target) {
    return SOAKGATE + "." + target;
  }

  /** Where one target's watch buckets run, so that monitors never starve a rollback. */
  public static String watchOf(String target) {
    return SOAKGATE + "." + target + ".watch";
  }
}
