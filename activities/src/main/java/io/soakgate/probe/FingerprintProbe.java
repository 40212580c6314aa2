package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Node;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * {@code fingerprint: {}}: values {@code fingerprint}, {@code catalog} and {@code rows}, the first
 * 16 hex digits of each digest.
 */
public final class FingerprintProbe implements Probe {
  private static final int SHOWN = 16;
  private final Targets targets;
  private final Clock clock;

  public FingerprintProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "fingerprint";
  }

  @Override
  public List<String> check(Node with) {
    except(with);
    return List.of();
  }

  private static List<String> except(Node with) {
    List<String> tables =
        with.optional("except").map(Identifier::tables).orElse(List.of()).stream()
            .map(Identifier.Table::dotted)
            .toList();
    with.done();
    return tables;
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(
        List.of(Gauge.word("fingerprint"), Gauge.word("catalog"), Gauge.word("rows")));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws Exception {
    String target = request.scope().target();
    try (Connection session = targets.get(target).connect("soakgate/fingerprint")) {
      Fingerprint seen = FingerprintReader.read(session, except(with));
      List<Value> values =
          List.of(
              Value.text("fingerprint", seen.digest().substring(0, SHOWN)),
              Value.text("catalog", seen.catalogDigest().substring(0, SHOWN)),
              Value.text("rows", seen.rowsDigest().substring(0, SHOWN)));
      return new Measurement(values, null, note(seen), clock.instant());
    }
  }

  private static String note(Fingerprint seen) {
    long rows = seen.rows().stream().mapToLong(Fingerprint.TableContent::count).sum();
    return "%,d catalog lines, %,d tables, %,d rows"
        .formatted(seen.catalog().size(), seen.rows().size(), rows);
  }
}
