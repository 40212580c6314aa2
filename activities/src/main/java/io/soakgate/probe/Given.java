package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.ScriptReader;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Folders;
import io.soakgate.target.Need;
import io.soakgate.target.PlanFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * What is set up before something is tried, in the same transaction, and as whom it is tried: the
 * keys {@code given}, {@code as}, {@code claims} and {@code setting}.
 *
 * @param at where {@code given} stands, for problems
 * @param file the set-up's path in the plan's folder, or null
 * @param sql the set-up as written in the plan, or null
 * @param persona who tries; null for the login
 */
record Given(String at, String file, String sql, Persona persona) {

  /** Reads the four keys; the caller asks for the rest. */
  static Given read(Node with) {
    Given given = only(with);
    Persona persona = with.optional("as").isPresent() ? Persona.read(with) : null;
    for (String key : List.of("claims", "setting")) {
      if (with.optional(key).isPresent() && persona == null) {
        with.refuse("`" + key + "` without `as`", "a role carries claims", "add `as: <role>`");
      }
    }
    return new Given(given.at, given.file, given.sql, persona);
  }

  /** Reads {@code given} alone, for a kind that always has somebody who tries. */
  static Given only(Node with) {
    Node node = with.optional("given").orElse(null);
    String text = node == null ? null : node.text();
    if (text == null) {
      return new Given(with.at(), null, null, null);
    }
    if (text.strip().endsWith(".sql")) {
      return new Given(node.at(), PlanFolder.path(node), null, null);
    }
    TestScript.read(node.at(), text, node.problems());
    return new Given(node.at(), null, text, null);
  }

  /** The files it names. */
  List<String> files() {
    return file == null ? List.of() : List.of(file);
  }

  /** Adds a problem for what in the file cannot run inside one transaction. */
  void inspect(Function<String, byte[]> bytes, Problems problems) {
    byte[] found = file == null ? null : bytes.apply(file);
    if (found != null) {
      TestScript.read(file, text(found), problems);
    }
  }

  /** The set-up, to be parsed. */
  List<SqlStatement> statements(Function<String, byte[]> bytes) {
    if (sql != null) {
      return TestScript.read(at, sql, new Problems()).statements().stream()
          .map(s -> Select.statement(at, s))
          .toList();
    }
    byte[] found = file == null ? null : bytes.apply(file);
    return found == null
        ? List.of()
        : ScriptReader.read(file, found, (other, from) -> null, new Problems()).statements();
  }

  /** What the login needs so that it can try as the persona. */
  List<Need> needs() {
    return persona == null ? List.of() : persona.needs(false);
  }

  /**
   * Sets up as the login, then becomes the persona.
   *
   * @throws IllegalStateException when the set-up fails: then nothing was tried
   */
  void enter(Tryout session, Folders folders, ProbeRequest request)
      throws SQLException, IOException {
    for (String statement : written(folders, request)) {
      try {
        session.execute(statement);
      } catch (SQLException e) {
        Tryout.rethrowLost(e);
        throw new IllegalStateException("the set-up failed: " + Tryout.words(e), e);
      }
    }
    if (persona != null) {
      persona.enter(session.connection());
    }
  }

  private List<String> written(Folders folders, ProbeRequest request) throws IOException {
    if (file == null) {
      return sql == null ? List.of() : TestScript.read(at, sql, new Problems()).statements();
    }
    PlanFolder folder = PlanFolder.of(folders, request.scope().plan());
    Problems problems = new Problems();
    byte[] bytes = folder.admitted(file, request.scripts());
    TestScript script = TestScript.read(file, text(bytes), problems);
    if (!problems.none()) {
      throw new IOException(problems.list().get(0).line());
    }
    return script.statements();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
