package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintDiff;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Catalogs;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code fingerprint: {except: [schema.table]}}: values {@code fingerprint}, {@code catalog} and
 * {@code rows}, the first 16 hex digits of each digest, and {@code differs}, in how much it differs
 * from the environment's first one, which is taken before the first change; {@code except} leaves
 * out the rows of tables.
 */
public final class FingerprintProbe implements Probe {
  private static final Logger LOG = LoggerFactory.getLogger(FingerprintProbe.class);
  private static final int SHOWN = 16;
  private static final int TOLD = 40;
  private static final int LONGEST = 300;
  private final Targets targets;
  private final Clock clock;
  private final Catalogs catalogs;

  /**
   * @param catalogs where the lines of fingerprints are kept
   */
  public FingerprintProbe(Targets targets, Clock clock, Catalogs catalogs) {
    this.targets = targets;
    this.clock = clock;
    this.catalogs = catalogs;
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
        List.of(
            Gauge.word("fingerprint"),
            Gauge.word("catalog"),
            Gauge.word("rows"),
            Gauge.figure("differs", Unit.NONE)));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws Exception {
    Target target = targets.get(request.scope().target());
    Fingerprint seen =
        FingerprintReader.read(() -> target.connect("soakgate/fingerprint"), except(with));
    List<Value> values =
        new ArrayList<>(
            List.of(
                Value.text("fingerprint", seen.digest().substring(0, SHOWN)),
                Value.text("catalog", seen.catalogDigest().substring(0, SHOWN)),
                Value.text("rows", seen.rowsDigest().substring(0, SHOWN))));
    keep(seen);
    String how = compared(seen, request.known().fingerprint(), values);
    return new Measurement(values, null, note(seen) + how, clock.instant());
  }

  // What was seen stays true when it cannot be kept; only the words for a difference are missing.
  private void keep(Fingerprint seen) {
    try {
      catalogs.keep(seen.digest(), seen.lines());
    } catch (SQLException e) {
      LOG.warn("a fingerprint cannot be kept: {}", e.getMessage());
    }
  }

  /** Adds the value {@code differs}; the answer is how, below the first line of the note. */
  private String compared(Fingerprint seen, String first, List<Value> values) {
    Fingerprint was = first == null ? null : kept(first);
    if (was == null) {
      return "";
    }
    // A table whose rows were left out now is compared by its catalog lines alone.
    List<String> lines = FingerprintDiff.between(was, seen).lines();
    values.add(Value.number("differs", lines.size()));
    StringBuilder told = new StringBuilder();
    lines.stream().limit(TOLD).forEach(line -> told.append('\n').append(cut(line)));
    return told + (lines.size() > TOLD ? "\nand " + (lines.size() - TOLD) + " more" : "");
  }

  private Fingerprint kept(String first) {
    try {
      List<String> lines = catalogs.beginning(first);
      return lines == null ? null : Fingerprint.of(lines);
    } catch (SQLException e) {
      LOG.warn("the first fingerprint cannot be read: {}", e.getMessage());
      return null;
    }
  }

  private static String cut(String line) {
    String one = line.replaceAll("\\s+", " ");
    return one.length() <= LONGEST ? one : one.substring(0, LONGEST - 1) + "…";
  }

  private static String note(Fingerprint seen) {
    long rows = seen.rows().stream().mapToLong(Fingerprint.TableContent::count).sum();
    return "%,d catalog lines, %,d tables, %,d rows"
        .formatted(seen.catalog().size(), seen.rows().size(), rows);
  }
}
