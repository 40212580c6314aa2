package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.AfterwardsWorkflow;
import io.soakgate.deployment.StatementActivity.Statements;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import java.util.ArrayList;
import java.util.List;

/** What probes saw before the thing they are compared for (plan language, rule 5). */
public final class Baselines {
  private final List<Seen> seen = new ArrayList<>();

  private Statements statements;

  private record Seen(Spec probe, Measurement measurement) {}

  /** How long the target's statements took; null when nobody will ask. */
  public Statements statements() {
    return statements;
  }

  /** Keeps how long the target's statements took. */
  public void statements(Statements counted) {
    statements = counted;
  }

  /** Keeps what a probe saw, in place of what it saw earlier. */
  public void add(Spec probe, Measurement measurement) {
    seen.removeIf(s -> same(s.probe(), probe));
    seen.add(new Seen(probe, measurement));
  }

  /** Whether the same probe saw something. */
  public boolean has(Spec probe) {
    return of(probe) != null;
  }

  /** What the same probe saw, or null; the place in the plan does not matter. */
  public Measurement of(Spec probe) {
    return seen.stream()
        .filter(s -> same(s.probe(), probe))
        .map(Seen::measurement)
        .findFirst()
        .orElse(null);
  }

  /** Everything that was seen, for a workflow that goes on with it. */
  public List<AfterwardsWorkflow.Seen> seen() {
    return seen.stream().map(s -> new AfterwardsWorkflow.Seen(s.probe(), s.measurement())).toList();
  }

  /** Whether two specs ask the same, wherever they stand in the plan. */
  public static boolean same(Spec a, Spec b) {
    return a.kind().equals(b.kind()) && a.with().equals(b.with());
  }
}
