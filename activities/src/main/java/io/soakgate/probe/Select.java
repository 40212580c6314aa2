package io.soakgate.probe;

import io.soakgate.deployment.Script;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.PlanFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import org.postgresql.core.SqlCommandType;

/**
 * The one SELECT a probe runs, written in the plan or in a file of its folder.
 *
 * @param text the statement; null when it stands in a file
 * @param file the file's path in the plan's folder; null when it stands in the plan
 */
record Select(String text, String file) {

  /** A WITH may write, too; what this does not see, the READ ONLY transaction refuses (25006). */
  private static final Pattern WRITES =
      Pattern.compile(
          "(?i)\\bAS\\s*(?:NOT\\s+)?(?:MATERIALIZED\\s*)?\\(\\s*(INSERT|UPDATE|DELETE|MERGE)\\b");

  /** Reads {@code text} or {@code file}; exactly one of them must be there. */
  static Select read(Node with) {
    Node text = with.optional("text").orElse(null);
    Node file = with.optional("file").orElse(null);
    if (with.isMapping() && (text == null) == (file == null)) {
      with.refuse(
          text == null ? "no query" : "`text` and `file` together",
          "a query is one statement, written here or in a file",
          "keep one of `text: SELECT …` and `file: path.sql`");
    }
    return new Select(text == null ? null : one(text), file == null ? null : PlanFolder.path(file));
  }

  /** A statement written in the plan under a key of its own; null when it is none. */
  static String one(Node node) {
    String sql = node.text();
    String why = sql == null ? null : whyNot(sql);
    if (why != null) {
      node.refuse("not one SELECT", why, "write one statement that begins with SELECT or WITH");
      return null;
    }
    return sql;
  }

  /** The files it names. */
  List<String> files() {
    return file == null ? List.of() : List.of(file);
  }

  /**
   * The statement.
   *
   * @param scripts the admitted scripts
   * @throws IOException when the file cannot be read or is not what was admitted
   * @throws IllegalArgumentException when what is in it is not one SELECT
   */
  String sql(PlanFolder folder, List<Script> scripts) throws IOException {
    if (file == null) {
      return text;
    }
    String sql = new String(folder.admitted(file, scripts), StandardCharsets.UTF_8);
    String why = whyNot(sql);
    if (why != null) {
      throw new IllegalArgumentException(file + " is not one SELECT: " + why);
    }
    return sql;
  }

  /** Adds a problem when what is in the file is not one SELECT. */
  void inspect(Function<String, byte[]> bytes, Problems problems) {
    String why =
        file == null ? null : whyNot(new String(bytes.apply(file), StandardCharsets.UTF_8));
    if (why != null) {
      problems.add(
          file, "not one SELECT", why, "keep one statement that begins with SELECT or WITH");
    }
  }

  /** What stands under keys of the plan, a statement each or several by name, to be parsed. */
  static List<SqlStatement> written(Node with, String... keys) {
    return Stream.of(keys)
        .flatMap(key -> with.optional(key).stream())
        .flatMap(
            n ->
                n.isMapping()
                    ? n.keys().stream().flatMap(k -> n.optional(k).stream())
                    : Stream.of(n))
        .filter(n -> n.isText() && !n.json().textValue().isBlank())
        .map(Select::statement)
        .toList();
  }

  private static SqlStatement statement(Node text) {
    return statement(text.at(), text.json().textValue());
  }

  /** A statement written in the plan, to be parsed; {@code place} is where it stands there. */
  static SqlStatement statement(String place, String sql) {
    String[] at = place.split(":");
    boolean placed = at.length == 3;
    return new SqlStatement(
        at[0],
        placed ? Integer.parseInt(at[1]) : 1,
        placed ? Integer.parseInt(at[2]) : 1,
        sql,
        SqlStatement.Kind.IN_TRANSACTION,
        null,
        // Folded and indented by YAML: a place in it is none in the file.
        new SqlStatement.Origin("", List.of()));
  }

  /** The statement as a server would parse it, wherever it stands. */
  static List<SqlStatement> statements(Node with, Function<String, byte[]> bytes) {
    Node file = with.optional("file").orElse(null);
    if (file == null) {
      return written(with, "text");
    }
    String path = PlanFolder.path(file);
    byte[] found = path == null ? null : bytes.apply(path);
    String sql = found == null ? "" : new String(found, StandardCharsets.UTF_8);
    return found == null || whyNot(sql) != null
        ? List.of()
        : List.of(new SqlStatement(path, 1, sql, SqlStatement.Kind.IN_TRANSACTION));
  }

  // A second statement could end the READ ONLY transaction and write (B-29).
  private static String whyNot(String sql) {
    try {
      List<NativeQuery> statements = Parser.parseJdbcSql(sql, true, false, true, false, false);
      if (statements.size() != 1) {
        return statements.isEmpty()
            ? "it is empty"
            : "it holds " + statements.size() + " statements";
      }
      SqlCommandType type = statements.get(0).getCommand().getType();
      Matcher writes = WRITES.matcher(sql);
      if (writes.find()) {
        return "it writes: " + writes.group(1).toUpperCase(Locale.ROOT);
      }
      boolean select = type == SqlCommandType.SELECT || type == SqlCommandType.WITH;
      return select ? null : "it does not begin with SELECT or WITH";
    } catch (SQLException e) {
      return "it cannot be read as SQL: " + e.getMessage();
    }
  }
}
