package io.soakgate.script;

import io.soakgate.plan.reading.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Reads one script as psql would, with the files it includes (B-17 … B-21; ADR 0007). Each script
 * begins with no variables but those the plan sets.
 */
public final class ScriptReader {
  private static final int DEPTH = 16;

  private final ScriptFiles files;
  private final Problems problems;
  private final Variables variables = new Variables();
  private final List<SqlStatement> statements = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();
  private final Deque<String> open = new ArrayDeque<>();

  private ScriptReader(ScriptFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /**
   * A script as what is sent.
   *
   * @param statements in order, those of included files in their place
   * @param begin where its own outer {@code BEGIN} stands, which is not sent; null without one
   * @param ignored what of psql's it says that makes no difference here, a line each
   */
  public record Read(List<SqlStatement> statements, String begin, List<String> ignored) {}

  /**
   * Reads a script.
   *
   * @param problems gets everything that cannot be run, each with file, line and letter
   */
  public static Read read(String file, byte[] bytes, ScriptFiles files, Problems problems) {
    return read(file, bytes, Map.of(), files, problems);
  }

  /**
   * Reads a script that begins with variables, as {@code psql -v} gives them.
   *
   * @param set the variables by their names
   * @param problems gets everything that cannot be run, each with file, line and letter
   */
  public static Read read(
      String file, byte[] bytes, Map<String, String> set, ScriptFiles files, Problems problems) {
    ScriptReader reader = new ScriptReader(files, problems);
    set.forEach(reader.variables::set);
    reader.script(file, bytes);
    OuterTransaction outer = OuterTransaction.of(file, reader.statements, problems);
    return new Read(outer.statements(), outer.begin(), List.copyOf(reader.ignored));
  }

  private void script(String file, byte[] bytes) {
    try {
      String sql = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      open.push(file);
      // An editor's byte order mark is no SQL; psql drops it too.
      new ScriptSplitter(file, sql.startsWith("\uFEFF") ? sql.substring(1) : sql, this).split();
      open.pop();
    } catch (CharacterCodingException e) {
      problems.add(
          file,
          "not UTF-8",
          "its letters would reach the database changed",
          "convert it: iconv -t UTF-8");
    }
  }

  /** Reads another file in this place. */
  void include(String path, String at) {
    if (open.contains(path) || open.size() == DEPTH) {
      problems.add(
          at,
          open.contains(path) ? path + " includes itself" : "files included " + DEPTH + " deep",
          "reading it would never end",
          "take this line out");
      return;
    }
    byte[] bytes = files.read(path, at);
    if (bytes != null) {
      script(path, bytes);
    }
  }

  /** The bytes of a file of data; null when there is none to be had. */
  byte[] data(String path, String at) {
    return files.read(path, at);
  }

  void add(SqlStatement statement) {
    statements.add(statement);
  }

  void ignore(String at, String command, String why) {
    ignored.add(at + ": " + command + " is ignored: " + why);
  }

  Variables variables() {
    return variables;
  }

  Problems problems() {
    return problems;
  }
}
