package io.soakgate.action;

import io.soakgate.action.SqlStatement.Kind;
import io.soakgate.plan.Problems;
import io.soakgate.target.ScriptStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The scripts of one action as what is run.
 *
 * @param statements all statements of all files, in order
 * @param digest SHA-256 over them, hex
 * @param oneTransaction whether they run in one transaction
 */
record Scripts(List<SqlStatement> statements, String digest, boolean oneTransaction) {

  /** A file and its bytes. */
  record Source(String file, byte[] bytes) {}

  /** Reads the files; whatever keeps them from being run is added to the problems. */
  static Scripts read(SqlOptions options, List<Source> sources, Problems problems) {
    List<SqlStatement> statements = new ArrayList<>();
    for (Source source : sources) {
      List<SqlStatement> found = ScriptSplitter.split(source.file(), source.bytes(), problems);
      if (found.isEmpty()) {
        problems.add(
            source.file(), "no statement in it", "there is nothing to run", "name another file");
      }
      statements.addAll(found);
    }
    boolean outside = statements.stream().anyMatch(SqlStatement::outside);
    boolean one = options.transaction() == null ? !outside : options.transaction().equals("one");
    for (SqlStatement statement : statements) {
      check(options, statement, one, problems);
    }
    return new Scripts(statements, digest(statements), one);
  }

  /** SHA-256 over the statements, hex. */
  static String digest(List<SqlStatement> statements) {
    String all = statements.stream().map(s -> s.text() + '\0').collect(Collectors.joining());
    return ScriptStore.digest(all.getBytes(StandardCharsets.UTF_8));
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
