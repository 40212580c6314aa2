package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Folders;
import io.soakgate.target.Need;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code persona: {as: role, claims: {…}, sees: {name: SELECT …}, writes: {name: UPDATE …}}}: what
 * row level security shows somebody and lets them write, all in a transaction that is rolled back.
 * What {@code given} sets up runs first, as the login, in the same transaction.
 *
 * <p>Each of {@code sees} becomes the number of rows that were seen. Each of {@code writes} becomes
 * {@code refused} (SQLSTATE 42501), {@code hidden} (it touched no row) or {@code written}. A write
 * is tried by the login first: one that touches no row for anybody would prove nothing, and neither
 * would a role that row level security does not bind (B-44, T-10); both are blind, the latter
 * unless {@code bypass: expected} says that the role is meant to be free.
 */
final class PersonaProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final Targets targets;
  private final Folders folders;
  private final Clock clock;

  PersonaProbe(Targets targets, Folders folders, Clock clock) {
    this.targets = targets;
    this.folders = folders;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "persona";
  }

  @Override
  public List<String> check(Node with) {
    return Asked.read(with).given().files();
  }

  @Override
  public void inspect(Node with, Function<String, byte[]> file) {
    Asked.read(with).given().inspect(file, with.problems());
  }

  @Override
  public List<SqlStatement> sql(Node with, Function<String, byte[]> file) {
    return Stream.concat(
            Asked.read(with).given().statements(file).stream(),
            Select.written(with, "sees", "writes").stream())
        .toList();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    Asked asked = Asked.read(with);
    List<Gauge> all = new ArrayList<>();
    asked.sees().forEach(s -> all.add(Gauge.figure(s.name(), Unit.NONE)));
    asked.writes().forEach(w -> all.add(Gauge.word(w.name())));
    all.add(Gauge.word("bypasses"));
    return Optional.of(all);
  }

  @Override
  public List<Need> needs(Node with, Function<String, byte[]> file) {
    Asked asked = Asked.read(with);
    return asked.persona().needs(!asked.bypass());
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException, IOException {
    Asked asked = Asked.read(with);
    try (Tryout session =
        Tryout.open(targets.get(request.scope().target()), kind(), asked.timeout())) {
      asked.given().enter(session, folders, request);
      for (Named write : asked.writes()) {
        String proves = provesNothing(session, write);
        if (proves != null) {
          return Measurement.blind(clock.instant(), proves);
        }
      }
      asked.persona().enter(session.connection());
      Persona.Bound bound = Persona.bound(session.connection());
      if (bound.why() != null && !asked.bypass()) {
        return Measurement.blind(
            clock.instant(),
            "row level security does not bind %s, which %s; test as a role that the application uses, or write `bypass: expected`"
                .formatted(asked.persona().role(), bound.why()));
      }
      return seen(session, asked, bound.why() != null);
    }
  }

  /** Why a refusal of this write would prove nothing, or null. */
  private static String provesNothing(Tryout session, Named write) throws SQLException {
    try {
      return session.attempt(write.sql()) > 0
          ? null
          : write.name() + " touches no row even for the login, so its refusal proves nothing";
    } catch (SQLException e) {
      if (e.getSQLState() == null || e.getSQLState().startsWith("08")) {
        throw e;
      }
      return "%s fails even for the login (%s), so its refusal proves nothing"
          .formatted(write.name(), e.getSQLState());
    }
  }

  private Measurement seen(Tryout session, Asked asked, boolean free) throws SQLException {
    List<Value> values = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Named query : asked.sees()) {
      values.add(Value.number(query.name(), rows(session, query.sql())));
    }
    for (Named write : asked.writes()) {
      values.add(Value.text(write.name(), tried(session, write, notes)));
    }
    values.add(Value.text("bypasses", String.valueOf(free)));
    String note = notes.isEmpty() ? null : String.join("\n", notes);
    return new Measurement(values, null, note, clock.instant());
  }

  private static long rows(Tryout session, String query) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      statement.setFetchSize(1000);
      try (ResultSet rows = statement.executeQuery(query)) {
        long count = 0;
        while (rows.next()) {
          count++;
        }
        return count;
      }
    }
  }

  private static String tried(Tryout session, Named write, List<String> notes) throws SQLException {
    try {
      return session.attempt(write.sql()) == 0 ? "hidden" : "written";
    } catch (SQLException e) {
      if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        throw e;
      }
      notes.add(write.name() + ": " + e.getMessage());
      return "refused";
    }
  }

  private record Asked(
      Given given,
      Persona persona,
      List<Named> sees,
      List<Named> writes,
      boolean bypass,
      Duration timeout) {
    static Asked read(Node with) {
      Given given = Given.only(with);
      Persona persona = Persona.read(with);
      List<Named> sees = Named.selects(with, "sees");
      List<Named> writes = Named.writes(with, "writes");
      if (with.isMapping() && sees.isEmpty() && writes.isEmpty()) {
        with.refuse("nothing is tried", "a persona proves what it sees", "add `sees` or `writes`");
      }
      Set<String> names = new HashSet<>();
      sees.forEach(s -> names.add(s.name()));
      if (writes.stream().anyMatch(w -> !names.add(w.name())) || !names.add("bypasses")) {
        with.refuse("two values have one name", "bounds tell them apart by it", "rename one");
      }
      boolean bypass =
          "expected".equals(with.optional("bypass").map(n -> n.oneOf(BYPASS)).orElse("refused"));
      Asked asked = new Asked(given, persona, sees, writes, bypass, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }

    private static final List<String> BYPASS = List.of("refused", "expected");
  }
}
