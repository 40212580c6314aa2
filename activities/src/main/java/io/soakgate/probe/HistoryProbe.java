package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.Script;
import io.soakgate.history.Course;
import io.soakgate.history.HistoryTable;
import io.soakgate.history.MigrationFile;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.History;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.HistoryReader;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Folders;
import io.soakgate.target.PlanFolder;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code history: {flyway: public.flyway_schema_history, folder: sql/migrations}}: the history that
 * the application's migration tool keeps, held against the files it comes from: {@code applied},
 * {@code pending}, {@code strangers} (applied, and no file), {@code out-of-order} (pending below
 * one that is applied), {@code failed}, {@code last}, and where the tool's checksums can be
 * compared {@code changed}. A table that is not there is blind.
 */
final class HistoryProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Targets targets;
  private final Folders folders;
  private final Clock clock;

  HistoryProbe(Targets targets, Folders folders, Clock clock) {
    this.targets = targets;
    this.folders = folders;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "history";
  }

  @Override
  public List<String> check(Node with) {
    return HistoryReader.kept(with)
        .map(history -> List.of(history.folder() + "/"))
        .orElse(List.of());
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    List<Gauge> all = new ArrayList<>();
    for (String name : List.of("applied", "pending", "strangers", "out-of-order", "failed")) {
      all.add(Gauge.figure(name, Unit.NONE));
    }
    if (HistoryReader.kept(with).filter(h -> HistoryTable.of(h).compares()).isPresent()) {
      all.add(Gauge.figure("changed", Unit.NONE));
    }
    all.add(Gauge.word("last"));
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException, IOException {
    History history = HistoryReader.kept(with).orElseThrow();
    PlanFolder folder = PlanFolder.of(folders, request.scope().plan());
    List<MigrationFile> files = new ArrayList<>();
    for (String path : history.of(request.scripts().stream().map(Script::path).toList())) {
      files.add(new MigrationFile(path, folder.admitted(path, request.scripts())));
    }
    HistoryTable table = HistoryTable.of(history);
    try (ReadOnly session = ReadOnly.open(targets.get(request.scope().target()), kind(), TIMEOUT)) {
      Course course = table.course(session.connection(), files);
      return new Measurement(values(course, table.compares()), null, note(course), clock.instant());
    }
  }

  private static List<Value> values(Course course, boolean compares) {
    List<Value> values = new ArrayList<>();
    values.add(Value.number("applied", course.applied()));
    values.add(Value.number("pending", course.pending().size()));
    values.add(Value.number("strangers", course.strangers().size()));
    values.add(Value.number("out-of-order", course.outOfOrder().size()));
    values.add(Value.number("failed", course.failed()));
    if (compares) {
      values.add(Value.number("changed", course.changed().size()));
    }
    values.add(Value.text("last", course.last() == null ? "none" : course.last()));
    return values;
  }

  private static String note(Course course) {
    List<String> lines = new ArrayList<>();
    lines.add("pending: " + String.join(", ", course.pending()));
    lines.add("strangers: " + String.join(", ", course.strangers()));
    lines.add("out of order: " + String.join(", ", course.outOfOrder()));
    lines.add("applied with other bytes: " + String.join(", ", course.changed()));
    lines.removeIf(line -> line.endsWith(": "));
    return lines.isEmpty() ? null : String.join("\n", lines);
  }
}
