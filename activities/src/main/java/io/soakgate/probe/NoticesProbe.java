package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code notices: {name: "text with {n}"}}: the figures that the change's scripts printed with
 * RAISE NOTICE, read from the target's ledger (M-037 … M-040). Where a pattern matches more than
 * once, the last counts; where one does not match, the whole is blind. A text without a figure is
 * counted (S-048), and 0 is an answer.
 */
final class NoticesProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int SHOWN = 400;

  // What was printed before an undo is void, so only the last round of apply counts.
  private static final String PRINTED =
      """
      SELECT n.words
      FROM soakgate.notice n JOIN soakgate.run r ON r.id = n.run
      WHERE r.deployment = ? AND r.subject = ? AND r.purpose = 'APPLY'
        AND r.round = (SELECT max(l.round) FROM soakgate.run l
                       WHERE l.deployment = r.deployment AND l.subject = r.subject
                         AND l.purpose = 'APPLY')
      ORDER BY n.run, n.line
      """;

  private final Targets targets;
  private final Clock clock;

  NoticesProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "notices";
  }

  @Override
  public List<String> check(Node with) {
    if (NoticePattern.read(with).isEmpty() && with.isMapping() && with.keys().isEmpty()) {
      with.refuse("no pattern", "there is nothing to read", "write name: \"text with {n}\"");
    }
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(NoticePattern.read(with).stream().map(p -> Gauge.figure(p.name())).toList());
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    if (request.change() == null) {
      return Measurement.blind(
          clock.instant(), "no change is asked about; notices stand in a change's verify");
    }
    List<String> printed = printed(request);
    List<Value> values = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (NoticePattern pattern : NoticePattern.read(with)) {
      pattern.last(printed).ifPresentOrElse(values::add, () -> missing.add(pattern.words()));
    }
    return missing.isEmpty()
        ? Measurement.saw(clock.instant(), values)
        : Measurement.blind(clock.instant(), unmatched(request.change(), missing, printed));
  }

  private List<String> printed(ProbeRequest request) throws SQLException {
    try (ReadOnly session = ReadOnly.open(targets.get(request.scope().target()), kind(), TIMEOUT);
        PreparedStatement statement = session.connection().prepareStatement(PRINTED)) {
      statement.setString(1, request.scope().deployment());
      statement.setString(2, request.change());
      try (ResultSet rows = statement.executeQuery()) {
        List<String> printed = new ArrayList<>();
        while (rows.next()) {
          printed.add(rows.getString(1));
        }
        return printed;
      }
    }
  }

  private static String unmatched(String change, List<String> missing, List<String> printed) {
    String all = String.join(" | ", printed);
    String shown = all.length() <= SHOWN ? all : all.substring(0, SHOWN) + "…";
    return "no NOTICE of %s matches %s; %s"
        .formatted(
            change,
            String.join(", ", missing),
            printed.isEmpty() ? "nothing was printed" : "printed were: " + shown);
  }
}
