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
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * {@code must-fail: {statements: {no-tenant: {sql: INSERT …, state: "23503"}}}}: statements that
 * the database must refuse, each tried in a transaction that is rolled back (I-037 … I-039).
 *
 * <p>The SQLSTATE it must be refused with is mandatory: a statement with a slip in it fails as
 * well, for a reason that proves nothing (T-09). Constraints that wait for the commit are checked
 * at once. Each value is {@code refused}, {@code accepted}, or {@code otherwise} when something
 * else was wrong; {@code not-refused} counts the latter two.
 */
final class MustFailProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String COUNT = "not-refused";

  private final Targets targets;
  private final Folders folders;
  private final Clock clock;

  MustFailProbe(Targets targets, Folders folders, Clock clock) {
    this.targets = targets;
    this.folders = folders;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "must-fail";
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
    Asked asked = Asked.read(with);
    return Stream.concat(
            asked.given().statements(file).stream(),
            asked.tries().stream()
                .filter(t -> t.sql() != null)
                .map(t -> Select.statement(t.at(), t.sql())))
        .toList();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    List<Gauge> all = new ArrayList<>();
    Asked.read(with).tries().forEach(t -> all.add(Gauge.word(t.name())));
    all.add(Gauge.figure(COUNT, Unit.NONE));
    return Optional.of(all);
  }

  @Override
  public List<Need> needs(Node with, Function<String, byte[]> file) {
    return Asked.read(with).given().needs();
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException, IOException {
    Asked asked = Asked.read(with);
    List<Value> values = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try (Tryout session =
        Tryout.open(targets.get(request.scope().target()), kind(), asked.timeout())) {
      asked.given().enter(session, folders, request);
      for (Try one : asked.tries()) {
        values.add(Value.text(one.name(), one.outcome(session.refusal(one.sql()), notes)));
      }
    }
    long wrong = values.stream().filter(v -> !v.text().equals("refused")).count();
    values.add(Value.number(COUNT, wrong));
    String note = notes.isEmpty() ? null : String.join("\n", notes);
    return new Measurement(values, null, note, clock.instant());
  }

  /**
   * One statement.
   *
   * @param at where it stands in the plan
   * @param state the SQLSTATE it must be refused with
   * @param constraint the constraint that must refuse it; null for any
   */
  private record Try(String name, String at, String sql, String state, String constraint) {
    static Try read(String name, Node node) {
      Try one =
          new Try(
              name,
              node.at(),
              node.required("sql").map(Named::tried).orElse(null),
              node.required("state", "no SQLSTATE", T09, "write `state: \"23503\"`")
                  .map(Try::state)
                  .orElse(null),
              node.optional("constraint").map(Identifier::name).orElse(null));
      node.done();
      return one;
    }

    private static final String T09 =
        "a statement with a slip in it fails as well, which proves nothing";

    private static String state(Node node) {
      String state = node.text();
      if (state != null && !state.matches("[0-9A-Z]{5}")) {
        node.refuse(
            "`" + state + "` is no SQLSTATE",
            "it is five digits or capitals",
            "write one like \"23503\" (foreign key), \"23505\" (unique) or \"23514\" (check)");
      }
      return state;
    }

    String outcome(PSQLException refused, List<String> notes) {
      if (refused == null) {
        notes.add(name + " was accepted");
        return "accepted";
      }
      ServerErrorMessage said = refused.getServerErrorMessage();
      String by = said == null ? null : said.getConstraint();
      boolean asWanted =
          state.equals(refused.getSQLState()) && (constraint == null || constraint.equals(by));
      if (!asWanted) {
        String wanted = state + (constraint == null ? "" : " by " + constraint);
        notes.add(name + " must be refused with " + wanted + ": " + Tryout.words(refused));
      }
      return asWanted ? "refused" : "otherwise";
    }
  }

  private record Asked(Given given, List<Try> tries, Duration timeout) {
    static Asked read(Node with) {
      Given given = Given.read(with);
      List<Try> tries = new ArrayList<>();
      Node statements = with.required("statements").orElse(null);
      for (String name : statements == null ? List.<String>of() : statements.keys()) {
        statements.required(name).map(node -> Try.read(name, node)).ifPresent(tries::add);
        if (name.equals(COUNT)) {
          statements.refuse("a statement named " + COUNT, "the count has that name", "rename it");
        }
      }
      if (statements != null && statements.isMapping() && statements.keys().isEmpty()) {
        statements.refuse("no statement", "there is nothing to try", "name one");
      }
      Asked asked = new Asked(given, tries, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
