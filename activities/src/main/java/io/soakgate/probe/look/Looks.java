package io.soakgate.probe.look;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Values;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.Fold;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Probes;
import io.soakgate.probe.Sampling;
import io.soakgate.verdict.Grid;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Looks through a probe of any kind; whatever goes wrong is a blind measurement (decision 17). */
public record Looks(Probes probes, Clock clock) {
  private static final int LONGEST_NOTE = 4000;
  private static final int LONGEST_TEXT = 1000;
  private static final int LONGEST_CELL = 160;
  private static final int MOST_ROWS = 50;

  /**
   * Looks once.
   *
   * @throws InterruptedException when whoever asked no longer wants to know
   */
  public Measurement look(ProbeRequest request) throws InterruptedException {
    return looked(request, (probe, with) -> List.of(probe.look(with, request))).get(0);
  }

  /**
   * Looks at a bucket that is over.
   *
   * @param every how far the samples of the watch are apart
   * @return what each sample saw; at least one
   * @throws InterruptedException when whoever asked no longer wants to know
   */
  public List<Measurement> recall(ProbeRequest request, Duration every)
      throws InterruptedException {
    return looked(request, (probe, with) -> probe.recall(with, request, every));
  }

  /** How a watch looks through it. */
  Sampling sampling(ProbeRequest request) {
    return probes
        .kind(request.spec().kind())
        .map(p -> p.sampling(node(request, new Problems())))
        .orElse(Sampling.THROUGHOUT);
  }

  private interface Looker {
    List<Measurement> look(Probe probe, Node with) throws Exception;
  }

  private List<Measurement> looked(ProbeRequest request, Looker looker)
      throws InterruptedException {
    String kind = request.spec().kind();
    Probe probe = probes.kind(kind).orElse(null);
    if (probe == null) {
      return List.of(blind("this worker knows no probe " + kind + ", only " + named()));
    }
    try {
      Problems problems = new Problems();
      probe.check(node(request, problems));
      return problems.none()
          ? looker.look(probe, node(request, problems)).stream().map(Looks::cut).toList()
          : List.of(
              blind(problems.list().stream().map(Problem::line).collect(Collectors.joining("; "))));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return List.of(blind(words(e)));
    }
  }

  /** Folds samples of which at least one saw. */
  public Measurement fold(String kind, List<Measurement> samples) {
    return probes.kind(kind).map(p -> p.fold(samples)).orElseGet(() -> Fold.last(samples));
  }

  private static Node node(ProbeRequest request, Problems problems) {
    return Node.of(
        Values.fill(request.spec().with(), request.scope().values()),
        request.spec().at(),
        problems);
  }

  private Measurement blind(String why) {
    return Measurement.blind(clock.instant(), shortened(why, LONGEST_TEXT));
  }

  private static Measurement cut(Measurement seen) {
    List<Value> values =
        seen.values().stream().map(v -> v.text() == null || Fold.carries(v) ? v : cut(v)).toList();
    String note = seen.note() == null ? null : shortened(seen.note(), LONGEST_NOTE);
    return new Measurement(values, seen.blind(), note, seen.at(), cut(seen.grid()));
  }

  private static Grid cut(Grid grid) {
    return grid == null
        ? null
        : new Grid(
            grid.columns(),
            grid.rows().stream()
                .limit(MOST_ROWS)
                .map(row -> row.stream().map(cell -> shortened(cell, LONGEST_CELL)).toList())
                .toList());
  }

  private static Value cut(Value value) {
    return Value.text(value.name(), shortened(value.text(), LONGEST_TEXT));
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  // A server's DETAIL may quote rows, and a driver's cause may quote an address; neither is told.
  private static String words(Exception e) {
    if (e instanceof PSQLException sql && sql.getServerErrorMessage() != null) {
      ServerErrorMessage said = sql.getServerErrorMessage();
      return "the server refused: " + said.getMessage() + " (" + said.getSQLState() + ")";
    }
    if (e instanceof SQLException sql) {
      return sql.getMessage() + (sql.getSQLState() == null ? "" : " (" + sql.getSQLState() + ")");
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private String named() {
    return String.join(", ", probes.names());
  }
}
