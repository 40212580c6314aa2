package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
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
import java.util.stream.Stream;

/**
 * {@code exists: {tables: [app.messages], functions: [app.touch]}}: which of some named objects are
 * there (A-010, I-004, S-043, S-049 … S-053), and whether all are gone after a rollback (I-064).
 *
 * <p>Only what works is there: an index that is valid (T-03), a trigger that is not disabled, a
 * constraint that holds for every row.
 */
final class ExistsProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Targets targets;
  private final Clock clock;

  ExistsProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "exists";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    Stream<Gauge> sorts =
        Asked.read(with).sorts().stream().map(s -> Gauge.figure(s.sort().key(), Unit.NONE));
    Stream<Gauge> counts =
        Stream.of("asked", "found", "missing").map(name -> Gauge.figure(name, Unit.NONE));
    return Optional.of(
        Stream.of(sorts, counts, Stream.of(Gauge.word("missing-names"))).flatMap(s -> s).toList());
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    List<Value> values = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    int all = 0;
    try (ReadOnly session =
        ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout())) {
      for (Sought sought : asked.sorts()) {
        int before = missing.size();
        for (List<String> name : sought.names()) {
          if (!there(session, sought.sort(), name)) {
            missing.add(String.join(".", name));
          }
        }
        int found = sought.names().size() - (missing.size() - before);
        all += sought.names().size();
        values.add(Value.number(sought.sort().key(), found));
      }
    }
    values.add(Value.number("asked", all));
    values.add(Value.number("found", all - missing.size()));
    values.add(Value.number("missing", missing.size()));
    String names = missing.isEmpty() ? "none" : String.join(", ", missing);
    values.add(Value.text("missing-names", names));
    String note = missing.isEmpty() ? null : "not there: " + names;
    return new Measurement(values, null, note, clock.instant());
  }

  private static boolean there(ReadOnly session, ObjectSort sort, List<String> name)
      throws SQLException {
    try (PreparedStatement query = session.connection().prepareStatement(sort.sql())) {
      for (int i = 0; i < name.size(); i++) {
        query.setString(i + 1, name.get(i));
      }
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** The names of one sort, in their parts. */
  private record Sought(ObjectSort sort, List<List<String>> names) {}

  private record Asked(List<Sought> sorts, Duration timeout) {
    static Asked read(Node with) {
      List<Sought> sorts = new ArrayList<>();
      for (ObjectSort sort : ObjectSort.values()) {
        with.optional(sort.key())
            .map(list -> new Sought(sort, names(list, sort)))
            .ifPresent(sorts::add);
      }
      if (with.isMapping() && sorts.isEmpty()) {
        with.refuse("nothing is named", "there is nothing to look for", "add `tables: [a.b]`");
      }
      Asked asked = new Asked(sorts, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }

    private static List<List<String>> names(Node list, ObjectSort sort) {
      if (list.isList() && list.items().isEmpty()) {
        list.refuse("`" + sort.key() + "` is empty", "nothing is looked for", "name one");
      }
      List<List<String>> names = new ArrayList<>();
      for (Node item : list.items()) {
        List<String> parts = Identifier.parts(item, "it is named in full", sort.form());
        if (parts != null && names.contains(parts)) {
          item.refuse(item.json().asText() + " stands twice", "once counts", "remove it");
        } else if (parts != null) {
          names.add(parts);
        }
      }
      return names;
    }
  }
}
