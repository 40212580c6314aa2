package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.Evidence.Seen;
import io.soakgate.deployment.Known;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What probes and watches saw in one environment so far. */
public final class Sightings {
  private static final int SHORT = 100;

  private final String environment;
  private final List<Seen> seen = new ArrayList<>();
  private final Baselines lasts = new Baselines();
  private final List<Known.Watched> watched = new ArrayList<>();
  private final Map<String, Baselines> befores = new LinkedHashMap<>();

  Sightings(String environment) {
    this.environment = environment;
  }

  /** Keeps a measurement for the report: figures and short words, not each single time. */
  public void saw(String moment, String subject, Spec probe, Measurement m) {
    List<Value> values =
        m.values().stream().filter(v -> v.text() == null || v.text().length() <= SHORT).toList();
    seen.add(
        new Seen(m.at(), environment, moment, subject, probe.kind(), values, m.blind(), m.grid()));
    if (m.blind() == null) {
      lasts.add(probe, new Measurement(values, null, null, m.at()));
    }
  }

  /** Everything that was seen so far, in order. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** What a probe saw last, or null. */
  public Measurement last(Spec probe) {
    return lasts.of(probe);
  }

  /** Keeps what was measured just before a change. */
  public void beforeChange(String change, Baselines measured) {
    befores.put(change, measured);
  }

  /** What was measured just before a change; nothing when it was not made. */
  public Baselines beforeChange(String change) {
    return befores.getOrDefault(change, new Baselines());
  }

  /** What a watch saw in all its samples so far, in place of what was kept of it before. */
  public void watched(String watch, List<Known.Watched> seen) {
    watched.removeIf(w -> w.watch().equals(watch));
    watched.addAll(seen);
  }

  /** What the watches here saw so far, as far as checks ask for it. */
  public List<Known.Watched> watched() {
    return List.copyOf(watched);
  }
}
