package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Folders;
import io.soakgate.target.Need;
import io.soakgate.target.Quoted;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Grid;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;

/**
 * {@code call: {function: app.verify, arguments: [100]}}: calls a function and measures what it
 * returns and how long it took (I-026, P-009 … P-014). The columns of a single row are values, of
 * several rows {@code rows} and each of {@code count}: how many of them meet a condition. {@code
 * row} is looked at after the call.
 *
 * <p>What the function does is rolled back, unless the plan lets the probe write. A call that fails
 * has seen something: {@code errors} is 1 and {@code state} its SQLSTATE.
 */
final class CallProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Targets targets;
  private final Folders folders;
  private final Clock clock;

  CallProbe(Targets targets, Folders folders, Clock clock) {
    this.targets = targets;
    this.folders = folders;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "call";
  }

  @Override
  public boolean mayWrite() {
    return true;
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
    Stream<SqlStatement> call =
        asked.function() == null
            ? Stream.of()
            : Stream.of(Select.statement(with.at(), asked.sql()));
    return Stream.of(
            asked.given().statements(file).stream(), call, Select.written(with, "row").stream())
        .flatMap(s -> s)
        .toList();
  }

  @Override
  public List<Need> needs(Node with, Function<String, byte[]> file) {
    return Asked.read(with).given().needs();
  }

  @Override
  public String byHand(Node with, Function<String, byte[]> file) {
    Asked asked = Asked.read(with);
    return "BEGIN;\n" + asked.sql() + ";\n" + (asked.writes() ? "COMMIT;" : "ROLLBACK;");
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException, IOException {
    Asked asked = Asked.read(with);
    try (Tryout session =
        Tryout.open(targets.get(request.scope().target()), kind(), asked.timeout())) {
      asked.given().enter(session, folders, request);
      long start = System.nanoTime();
      CallResult result;
      try {
        result =
            CallResult.of(
                session.connection(), asked.sql(), asked.function().name(), asked.counted());
      } catch (PSQLException e) {
        Tryout.rethrowLost(e);
        return failed(e, System.nanoTime() - start);
      }
      long took = System.nanoTime() - start;
      List<Value> values = new ArrayList<>(result.values());
      if (asked.row() != null) {
        Row.one(session.connection(), asked.row(), "after the call").columns().stream()
            .map(c -> c.text() == null ? Value.text(c.name(), "null") : c.value())
            .forEach(values::add);
      }
      if (asked.writes()) {
        session.keep();
      }
      values.addAll(always(result.rows(), 0, "none", took));
      return measured(values, null, result.grid());
    }
  }

  private Measurement failed(PSQLException e, long took) {
    String note = "the call failed: " + Tryout.words(e);
    return measured(always(0, 1, e.getSQLState(), took), note, null);
  }

  private Measurement measured(List<Value> values, String note, Grid grid) {
    List<String> names = values.stream().map(Value::name).toList();
    return names.stream()
        .filter(n -> names.indexOf(n) != names.lastIndexOf(n))
        .findFirst()
        .map(n -> Measurement.blind(clock.instant(), "two values are named " + n + "; rename one"))
        .orElseGet(() -> new Measurement(values, null, note, clock.instant(), grid));
  }

  private static List<Value> always(long rows, long errors, String state, long nanos) {
    BigDecimal took = BigDecimal.valueOf(nanos, 6).setScale(3, RoundingMode.HALF_UP);
    return List.of(
        Value.number("rows", rows),
        Value.number("errors", errors),
        Value.text("state", state),
        Value.number("took", took, Unit.MILLIS));
  }

  private record Asked(
      Given given,
      Identifier.Table function,
      String arguments,
      List<Named> count,
      String row,
      boolean writes,
      Duration timeout) {

    static Asked read(Node with) {
      Asked asked =
          new Asked(
              Given.read(with),
              with.required("function").map(Identifier::function).orElse(null),
              Literal.arguments(with.optional("arguments").orElse(null)),
              Named.conditions(with, "count"),
              with.optional("row").map(Select::one).orElse(null),
              Writes.read(with),
              Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }

    List<String> counted() {
      return count.stream().map(Named::name).toList();
    }

    /** Each row with, behind its own columns, whether it meets each of the conditions. */
    String sql() {
      String call = "SELECT * FROM " + function.quoted() + "(" + arguments + ")";
      String conditions =
          count.stream()
              .map(c -> ", (" + c.sql() + ") AS " + Quoted.identifier(c.name()))
              .collect(Collectors.joining());
      return count.isEmpty()
          ? call
          : "WITH result AS MATERIALIZED ("
              + call
              + ") SELECT result.*"
              + conditions
              + " FROM result";
    }
  }
}
