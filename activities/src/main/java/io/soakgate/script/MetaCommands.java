package io.soakgate.script;

import io.soakgate.script.Arguments.Unread;
import io.soakgate.script.SqlStatement.Kind;
import io.soakgate.script.SqlStatement.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * psql's own commands in one file: carried out, ignored with a reason, or refused with what to
 * write instead (B-18). ADR 0007 says which and why.
 */
final class MetaCommands {
  private static final String ONLY_PSQL =
      "only psql knows this command; of psql's, Soakgate reads \\i \\ir \\set \\unset \\echo \\copy";
  private static final String PRINTS = "it changes only what psql prints";
  private static final Map<String, String> HARMLESS =
      Map.ofEntries(
          Map.entry("\\timing", "Soakgate times every statement"),
          Map.entry("\\pset", PRINTS),
          Map.entry("\\x", PRINTS),
          Map.entry("\\a", PRINTS),
          Map.entry("\\t", PRINTS),
          Map.entry("\\f", PRINTS),
          Map.entry("\\H", PRINTS),
          Map.entry("\\T", PRINTS),
          Map.entry("\\C", PRINTS),
          Map.entry("\\restrict", "Soakgate runs no program for any script"),
          Map.entry("\\unrestrict", "Soakgate runs no program for any script"));
  private static final Set<String> IN_PSQL_ALONE =
      Set.of("ON_ERROR_ROLLBACK", "SINGLESTEP", "SINGLELINE");

  private final String file;
  private final ScriptReader reader;
  private SqlStatement waiting;

  MetaCommands(String file, ScriptReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /** Carries out the command of one line. */
  void run(String place, int line, String command) {
    String name = command.split("[\\s'\"]", 2)[0];
    String rest = command.substring(name.length());
    try {
      switch (name) {
        case "\\copy" -> copy(place, line, command, rest);
        case "\\i", "\\include", "\\ir", "\\include_relative" ->
            reader.include(path(name, one(name, rest)), place);
        case "\\set" -> set(place, command, Arguments.read(rest, reader.variables()));
        case "\\unset" -> unset(place, command, one(name, rest));
        case "\\echo", "\\qecho", "\\warn" -> echo(line, Arguments.read(rest, reader.variables()));
        case "\\encoding" -> encoding(place, command, one(name, rest));
        default -> other(place, name, command);
      }
    } catch (Unread e) {
      reader.problems().add(place, "not read: " + command, e.getMessage(), e.todo());
    }
  }

  /**
   * Refuses a command that stands in the middle of a statement.
   *
   * @return whether it ends that statement
   */
  boolean inside(String place, String command) {
    String name = command.split("\\s+")[0];
    boolean sends = Instead.SENDS.contains(name);
    reader
        .problems()
        .add(
            place,
            (sends ? "not SQL: " : "in the middle of a statement: ") + command,
            sends ? ONLY_PSQL : "the statement before it has no semicolon",
            sends ? Instead.of(name) : "end that statement with ; first");
    return sends;
  }

  private void other(String place, String name, String command) {
    if (HARMLESS.containsKey(name)) {
      reader.ignore(place, command, HARMLESS.get(name));
    } else {
      reader.problems().add(place, "not SQL: " + command, ONLY_PSQL, Instead.of(name));
    }
  }

  private String one(String name, String rest) throws Unread {
    List<String> arguments = Arguments.read(rest, reader.variables());
    if (arguments.size() != 1) {
      throw new Unread(
          name + " takes one name, here are " + arguments.size(),
          "write one; quote what has spaces: " + name + " 'a b'");
    }
    return arguments.get(0);
  }

  /** Relative to the plan's folder, as scripts are; {@code \ir} to the file it stands in. */
  private String path(String name, String written) {
    boolean relative = name.equals("\\ir") || name.equals("\\include_relative");
    return Paths.of(relative ? file : "", written);
  }

  private void set(String place, String command, List<String> arguments) {
    String name = arguments.isEmpty() ? "" : arguments.get(0);
    String value =
        String.join("", arguments.subList(Math.min(1, arguments.size()), arguments.size()));
    boolean on = !Set.of("off", "false", "0", "no").contains(value.toLowerCase(Locale.ROOT));
    if (name.isEmpty()) {
      reader.ignore(place, command, "it prints psql's variables");
    } else if (name.equals("ON_ERROR_STOP") && on) {
      reader.ignore(place, command, "Soakgate always stops at the first error");
    } else if (name.equals("AUTOCOMMIT") && on) {
      reader.ignore(place, command, "Soakgate commits what the plan says");
    } else if (name.equals("ON_ERROR_STOP") || name.equals("AUTOCOMMIT")) {
      refuseSetting(place, command);
    } else if (IN_PSQL_ALONE.contains(name)) {
      if (on) {
        refuseSetting(place, command);
      }
    } else {
      reader.variables().set(name, value);
    }
  }

  private void refuseSetting(String place, String command) {
    boolean commit = command.contains("AUTOCOMMIT");
    reader
        .problems()
        .add(
            place,
            "a setting that is Soakgate's to keep: " + command,
            commit
                ? "Soakgate commits the script together with its ledger"
                : "a script that goes on after an error ends in a state nobody has seen",
            commit
                ? "take the line out"
                : "take the line out; what may fail belongs into a DO block with EXCEPTION");
  }

  private void unset(String place, String command, String name) {
    if (name.equals("ON_ERROR_STOP")) {
      refuseSetting(place, command);
    }
    reader.variables().unset(name);
  }

  /** A line among the notices, in order; INFO reaches the client whatever the script sets. */
  private void echo(int line, List<String> arguments) {
    boolean bare = !arguments.isEmpty() && arguments.get(0).equals("-n");
    String words = String.join(" ", bare ? arguments.subList(1, arguments.size()) : arguments);
    String text =
        "DO $soakgate$ BEGIN RAISE INFO '%', '"
            + words.replace("'", "''").replace("$soakgate$", "$ soakgate$")
            + "'; END $soakgate$";
    reader.add(own(line, text, null));
  }

  private SqlStatement own(int line, String text, byte[] data) {
    return new SqlStatement(
        file, line, 1, text, Kind.IN_TRANSACTION, data, new Origin("", List.of()));
  }

  private void encoding(String place, String command, String name) {
    if (Set.of("UTF8", "UTF-8", "UNICODE").contains(name.toUpperCase(Locale.ROOT))) {
      reader.ignore(place, command, "every script is UTF-8");
    } else {
      reader
          .problems()
          .add(
              place,
              "not SQL: " + command,
              "every script is UTF-8",
              "convert it: iconv -t UTF-8, and take the line out");
    }
  }

  private void copy(String place, int line, String command, String rest) throws Unread {
    CopyCommand copy = CopyCommand.read(rest);
    if (copy.file() == null) {
      waiting = own(line, copy.sql(), null);
      return;
    }
    byte[] data = reader.data(Paths.of("", copy.file()), place);
    if (data != null) {
      reader.add(own(line, copy.sql(), data));
    }
  }

  void waitForData(SqlStatement copy) {
    waiting = copy;
  }

  boolean waitsForData() {
    return waiting != null;
  }

  /** The lines that the statement before them reads. */
  void data(byte[] bytes) {
    SqlStatement s = waiting;
    waiting = null;
    reader.add(
        new SqlStatement(s.file(), s.line(), s.column(), s.text(), s.kind(), bytes, s.origin()));
  }

  /** At the end of a file a {@code COPY} may still wait: then it reads nothing. */
  void atTheEnd() {
    if (waiting != null) {
      reader
          .problems()
          .add(
              waiting.at(),
              "COPY … FROM STDIN without data",
              "its lines begin on the line below it and end with \\.",
              "write them there, or \\copy … from 'file'");
    }
  }
}
