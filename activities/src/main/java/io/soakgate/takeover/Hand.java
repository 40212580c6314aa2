package io.soakgate.takeover;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.action.Actions;
import io.soakgate.action.ByHand;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Migrations;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Check;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.Probes;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What the plan's actions and checks are by hand, in one environment. */
record Hand(Known known, Actions actions, Probes probes, Store store) {

  /**
   * An action by hand.
   *
   * @param chosen what is chosen for the parameters of a rollback option
   * @param said the file that psql's messages go to
   */
  ByHand action(
      Environment environment,
      String subject,
      Purpose purpose,
      Spec spec,
      List<Variable> chosen,
      Connection ledger,
      String said)
      throws Exception {
    Spec plain = filled(environment, spec);
    Spec filled = new Spec(plain.kind(), Values.fill(plain.with(), chosen), plain.at());
    Scope scope =
        new Scope(
            known.kept().deployment(),
            known.kept().plan().name(),
            environment.name(),
            environment.target(),
            environment.values(),
            Instant.EPOCH);
    ActRequest request =
        new ActRequest(
            scope,
            subject,
            purpose,
            0,
            filled,
            known.kept().scripts(),
            null,
            Migrations.of(known.kept().plan(), subject, purpose, spec));
    return actions.get(spec.kind()).byHand(node(filled), request, ledger, said);
  }

  /** Checks as a file for psql; what is no SQL stands in it as a comment. */
  String checks(Environment environment, List<Check> checks) {
    StringBuilder text = new StringBuilder("\\set ON_ERROR_STOP off\n\\pset expanded on\n");
    text.append("-- Read each figure and hold it against what stands above it.\n");
    checks.stream()
        .filter(c -> c.appliesIn(environment.name()) && !c.attested())
        .forEach(c -> text.append(check(environment, c)));
    return text.toString();
  }

  private String check(Environment environment, Check check) {
    String words = "check " + check.name() + ": " + expected(check);
    Spec filled = filled(environment, check.probe());
    String sql =
        probes.kind(filled.kind()).map(p -> p.byHand(node(filled), this::bytes)).orElse(null);
    String how =
        sql == null ? "-- no SQL; look by hand: " + filled.kind() + " " + filled.with() : sql;
    return "\n\\echo\n\\echo '" + words.replace("'", "''") + "'\n" + how + "\n";
  }

  /** What must and should hold, in words. */
  static String expected(Check check) {
    String must = bounds("must", check.must());
    String should = bounds("should", check.should());
    return must.isEmpty() && should.isEmpty()
        ? "recorded only"
        : must + (must.isEmpty() || should.isEmpty() ? "" : "; ") + should;
  }

  private static String bounds(String word, List<Expectation> all) {
    return all.isEmpty()
        ? ""
        : all.stream()
            .map(e -> e.value() + " " + e.bound().text())
            .collect(Collectors.joining(", ", word + ": ", ""));
  }

  private static Spec filled(Environment environment, Spec spec) {
    JsonNode with = Values.fill(spec.with(), environment.values());
    return new Spec(spec.kind(), with, spec.at());
  }

  private static Node node(Spec filled) {
    return Node.of(filled.with(), filled.at(), new Problems());
  }

  private byte[] bytes(String path) {
    Script script =
        known.kept().scripts().stream()
            .filter(s -> s.path().equals(path))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(path + " was not admitted"));
    try {
      return new ScriptStore(store).stored(script.digest());
    } catch (SQLException e) {
      throw new IllegalStateException("Soakgate's own database does not give " + path, e);
    }
  }
}
