package io.soakgate.action;

import io.soakgate.script.SqlStatement;
import io.soakgate.script.SqlStatement.Kind;
import io.soakgate.target.Ledger;
import java.util.List;

/**
 * The statements of an action that are still to be run, as a file for psql.
 *
 * @param history what keeps the application's migration history true, in the same transaction
 */
record SqlByHand(Scripts scripts, List<Ledger.Row> rows, List<String> history, String said) {

  /** Writes them behind a prelude. */
  String write(PsqlFile file) {
    if (scripts.oneTransaction()) {
      oneTransaction(file);
    } else {
      stepwise(file);
    }
    return file.text();
  }

  private void oneTransaction(PsqlFile file) {
    file.when("pg_temp.soakgate_unfinished()");
    file.line("BEGIN;").line("CALL pg_temp.soakgate_look();");
    List<Part> parts = Part.of(scripts.statements(), rows);
    parts.forEach(part -> part.statements().forEach(file::statement));
    file.line("SET CONSTRAINTS ALL IMMEDIATE;").asDeployer();
    for (Part part : parts) {
      file.write("done", part.first(), part.last(), part.row().digest(), "NULL", "0");
    }
    history.forEach(file::statement);
    file.notices(said);
    file.line("CALL pg_temp.soakgate_created(NULL);");
    file.line("CALL pg_temp.soakgate_finish();").line("COMMIT;");
    file.otherwise("The ledger shows it as done: nothing to do.");
  }

  private void stepwise(PsqlFile file) {
    for (int i = 0; i < scripts.statements().size(); i++) {
      SqlStatement statement = scripts.statements().get(i);
      int number = i + 1;
      if (statement.kind() == Kind.SESSION) {
        file.statement(statement);
      } else if (!done(number)) {
        file.line("\n\\echo " + PsqlFile.literal(number + ": " + statement.firstLine()));
        file.when("pg_temp.soakgate_left(" + number + ")");
        step(file, number, statement);
        file.endIf();
      }
    }
    file.line("CALL pg_temp.soakgate_finish();");
  }

  private boolean done(int number) {
    return rows.stream().anyMatch(r -> r.done() && r.first() <= number && number <= r.last());
  }

  private void step(PsqlFile file, int number, SqlStatement statement) {
    String digest = Scripts.digest(List.of(statement));
    switch (statement.kind()) {
      case IN_TRANSACTION -> inTransaction(file, number, digest, statement);
      case BUILD_INDEX -> build(file, number, digest, statement);
      case DROP_INDEX -> drop(file, number, digest, statement);
      default -> {
        file.write("intent", number, number, digest, "NULL", "0");
        file.statement(statement);
        done(file, number, digest);
      }
    }
  }

  private void inTransaction(PsqlFile file, int number, String digest, SqlStatement statement) {
    file.line("BEGIN;").line("CALL pg_temp.soakgate_look();");
    file.statement(statement);
    file.line("SET CONSTRAINTS ALL IMMEDIATE;").asDeployer();
    file.write("done", number, number, digest, "NULL", "0").notices(said);
    file.line("CALL pg_temp.soakgate_created(NULL);").line("COMMIT;");
  }

  private void done(PsqlFile file, int number, String digest) {
    file.line("BEGIN;").asDeployer();
    file.write("done", number, number, digest, "NULL", "0").notices(said);
    file.line("COMMIT;");
  }

  /** An index that an interrupted build left invalid is dropped and built anew (F-10, F-11). */
  private void build(PsqlFile file, int number, String digest, SqlStatement statement) {
    String index = PsqlFile.literal(Trace.index(statement));
    String there = "to_regclass(" + index + ")";
    file.write("intent", number, number, digest, index, "coalesce(" + there + "::oid, 0::oid)");
    file.when(
        "EXISTS (SELECT FROM pg_index WHERE indexrelid = "
            + there
            + " AND NOT (indisvalid AND indisready))");
    file.line("DROP INDEX CONCURRENTLY " + Trace.index(statement) + ";").endIf();
    file.when(
        there
            + " IS NULL OR "
            + there
            + "::oid = (SELECT existed FROM soakgate.applied"
            + " WHERE run = current_setting('soakgate.run')::bigint AND first = "
            + number
            + ")");
    file.statement(statement).endIf();
    file.line("BEGIN;").asDeployer();
    file.line(
        "DO $soakgate$ BEGIN IF NOT EXISTS (SELECT FROM pg_index WHERE indexrelid = "
            + there
            + " AND indisvalid AND indisready) THEN RAISE EXCEPTION 'the index is not usable';"
            + " END IF; END $soakgate$;");
    file.write("done", number, number, digest, index, "0").notices(said);
    file.when(
        "SELECT existed = 0 FROM soakgate.applied WHERE run = current_setting('soakgate.run')::bigint"
            + " AND first = "
            + number);
    file.line("CALL pg_temp.soakgate_created(" + index + ");").endIf();
    file.line("COMMIT;");
  }

  private void drop(PsqlFile file, int number, String digest, SqlStatement statement) {
    String name = IndexStatement.of(statement).name();
    String there = "to_regclass(" + PsqlFile.literal(name) + ")";
    String existed = "coalesce(" + there + "::oid, 0::oid)";
    file.write("intent", number, number, digest, PsqlFile.literal(name), existed);
    file.when(
        "SELECT existed = 0 OR existed = coalesce("
            + there
            + "::oid, 0::oid) FROM soakgate.applied WHERE run ="
            + " current_setting('soakgate.run')::bigint AND first = "
            + number);
    file.statement(statement).endIf();
    done(file, number, digest);
  }
}
