package io.soakgate.action;

import io.soakgate.plan.reading.Problems;
import io.soakgate.script.ScriptFiles;
import io.soakgate.script.ScriptReader;
import io.soakgate.script.SqlStatement;
import io.soakgate.script.SqlStatement.Kind;
import io.soakgate.script.StatementKinds;
import io.soakgate.target.ScriptStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The scripts of one action as what is run.
 *
 * @param statements all statements of all files, in order
 * @param digest SHA-256 over them, hex
 * @param oneTransaction whether they run in one transaction
 * @param ignored what they say to psql that makes no difference here
 */
record Scripts(
    List<SqlStatement> statements, String digest, boolean oneTransaction, List<String> ignored) {

  /** Reads the files; whatever keeps them from being run is added to the problems. */
  static Scripts read(SqlOptions options, ScriptFiles files, Problems problems) {
    List<SqlStatement> statements = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    List<String> begun = new ArrayList<>();
    for (String file : options.files()) {
      byte[] bytes = files.read(file, file);
      if (bytes != null) {
        int before = problems.list().size();
        ScriptReader.Read read = ScriptReader.read(file, bytes, options.set(), files, problems);
        if (read.statements().isEmpty() && problems.list().size() == before) {
          problems.add(file, "no statement in it", "there is nothing to run", "name another file");
        }
        statements.addAll(read.statements());
        ignored.addAll(read.ignored());
        boolean told = read.statements().stream().anyMatch(SqlStatement::outside);
        Optional.ofNullable(read.begin()).filter(at -> !told).ifPresent(begun::add);
      }
    }
    boolean outside = statements.stream().anyMatch(SqlStatement::outside);
    boolean one = options.transaction() == null ? !outside : options.transaction().equals("one");
    if (!one) {
      begun.forEach(at -> itsOwnWouldNotHold(at, options, problems));
    }
    for (SqlStatement statement : statements) {
      check(options, statement, one, problems);
    }
    return new Scripts(statements, digest(statements), one, ignored);
  }

  private static void itsOwnWouldNotHold(String at, SqlOptions options, Problems problems) {
    boolean said = "none".equals(options.transaction());
    problems.add(
        at,
        "a BEGIN whose transaction would not hold",
        said
            ? "the plan says transaction: none"
            : "another statement of the change cannot run inside a transaction, so each runs alone",
        said
            ? "take BEGIN and COMMIT out, or transaction: none"
            : "make this script a change of its own, or take BEGIN and COMMIT out");
  }

  /** SHA-256 over the statements, hex. */
  static String digest(List<SqlStatement> statements) {
    String all =
        statements.stream().map(s -> s.text() + '\0' + data(s)).collect(Collectors.joining());
    return ScriptStore.digest(all.getBytes(StandardCharsets.UTF_8));
  }

  private static String data(SqlStatement statement) {
    return statement.data() == null ? "" : ScriptStore.digest(statement.data()) + '\0';
  }

  private static void check(
      SqlOptions options, SqlStatement statement, boolean one, Problems problems) {
    if (one && statement.outside()) {
      problems.add(
          statement.at(),
          "cannot run inside a transaction: " + statement.firstLine(),
          "PostgreSQL refuses it there",
          "take transaction: one out of the plan");
    }
    if (!one && StatementKinds.savepoint(statement.text())) {
      problems.add(
          statement.at(),
          "a savepoint outside of a transaction: " + statement.firstLine(),
          "the script runs statement by statement, each by itself",
          "take the line out, or say transaction: one where everything can run in one");
    }
    PatternDrop.refuse(statement, problems);
    if (StatementKinds.loosens(statement.text())) {
      problems.add(
          statement.at(),
          "a setting that is Soakgate's to keep: " + statement.firstLine(),
          "without lock_timeout a waiting script blocks everybody behind it, and by"
              + " application_name a successor finds this session",
          "take the line out; say lock-timeout under sql for another time");
    }
    if (statement.kind() == Kind.OUTSIDE && !options.repeatable()) {
      problems.add(
          statement.at(),
          "leaves no trace that proves it ran: " + statement.firstLine(),
          "after a crash nobody could tell whether to run it again",
          "say repeatable: true under sql if it may run twice, or take it out");
    }
    if (statement.kind() == Kind.BUILD_INDEX && IndexStatement.of(statement).name() == null) {
      problems.add(
          statement.at(),
          "an index without a name: " + statement.firstLine(),
          "after a crash nobody could tell whether it was built",
          "give the index a name");
    }
  }
}
