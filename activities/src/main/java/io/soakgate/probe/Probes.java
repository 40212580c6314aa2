package io.soakgate.probe;

import io.soakgate.probe.http.HttpLoadProbe;
import io.soakgate.probe.http.HttpProbe;
import io.soakgate.probe.http.HttpSequenceProbe;
import io.soakgate.probe.http.K6Probe;
import io.soakgate.probe.metric.MetricsProbe;
import io.soakgate.probe.metric.PrometheusProbe;
import io.soakgate.target.Folders;
import io.soakgate.target.Targets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every kind of probe this worker knows; to add one, write its file and name it here. */
public record Probes(List<Probe> list) {

  /**
   * @throws IllegalStateException when two kinds have one name
   */
  public Probes {
    Set<String> kinds = new HashSet<>();
    for (Probe probe : list) {
      if (!kinds.add(probe.kind())) {
        throw new IllegalStateException("two probes are of the kind " + probe.kind());
      }
    }
    list = List.copyOf(list);
  }

  /** The kinds that need nothing but the targets and the plans' folders. */
  public static Probes of(Targets targets, Folders folders, Clock clock) {
    return new Probes(
        List.of(
            new ActivityProbe(targets, clock),
            new AttestProbe(clock),
            new CacheProbe(targets, clock),
            new CallProbe(targets, folders, clock),
            new CatalogProbe(targets, clock),
            new CommandProbe(targets, clock),
            new ConnectionsProbe(targets, clock),
            new CorruptionProbe(targets, clock),
            new ExistsProbe(targets, clock),
            new ExplainProbe(targets, clock),
            new ExtensionProbe(targets, clock),
            new FileProbe(folders, clock),
            new HistoryProbe(targets, folders, clock),
            new HttpLoadProbe(targets, clock),
            new HttpProbe(targets, clock),
            new HttpSequenceProbe(targets, clock),
            new IdentityProbe(targets, clock),
            new IndexesProbe(targets, clock),
            new IssuesProbe(clock),
            new K6Probe(targets, folders, clock),
            new LatencyProbe(targets, clock),
            new LintProbe(clock),
            new LocksProbe(targets, clock),
            new LogProbe(targets, clock),
            new MetricsProbe(targets, clock),
            new MustFailProbe(targets, folders, clock),
            new NoticesProbe(targets, clock),
            new PersonaProbe(targets, folders, clock),
            new PgbenchProbe(targets, folders, clock),
            new PrometheusProbe(targets, clock),
            new QueryProbe(targets, folders, clock),
            new RefreshProbe(targets, clock),
            new ReplicationProbe(targets, clock),
            new RlsOverheadProbe(targets, clock),
            new RowsProbe(targets, clock),
            new SampleProbe(targets, clock),
            new ScriptProbe(targets, folders, clock),
            new SizeProbe(targets, clock),
            new SlowStatementsProbe(targets, clock),
            new TransactionsProbe(targets, clock),
            new TriggerProbe(targets, folders, clock),
            new VacuumProbe(targets, clock),
            new WatchedProbe(clock)));
  }

  /** These, and one that lives in another room. */
  public Probes and(Probe other) {
    List<Probe> all = new ArrayList<>(list);
    all.add(other);
    return new Probes(all);
  }

  /** The probe of that kind. */
  public Optional<Probe> kind(String kind) {
    return list.stream().filter(p -> p.kind().equals(kind)).findFirst();
  }

  /** The names of all kinds, in alphabetical order. */
  public List<String> names() {
    return list.stream().map(Probe::kind).sorted().toList();
  }
}
