package io.soakgate.action;

import io.soakgate.script.SqlStatement;
import io.soakgate.target.Ask;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a file for psql that keeps the ledger as Soakgate itself would. */
final class PsqlFile {
  private static final Pattern PLACE = Pattern.compile("@([A-Z]+)@");
  private static final String PRELUDE = resource("/by-hand/prelude.psql");

  private final StringBuilder text = new StringBuilder();

  /**
   * What stands in a file's prelude.
   *
   * @param round the round of the ledger the file is for
   * @param digest over the statements
   * @param applied how many statements the ledger shows as applied by this deployment, which a
   *     rollback is written for
   */
  record Head(
      Ask ask,
      int round,
      String digest,
      int statements,
      int applied,
      Duration lockTimeout,
      Duration statementTimeout) {}

  PsqlFile(Head head, String title) {
    text.append("-- ").append(title.replace("\n", " ")).append('\n');
    text.append(PLACE.matcher(PRELUDE).replaceAll(m -> value(head, m.group(1))));
  }

  private static String value(Head head, String name) {
    Ask ask = head.ask();
    return Matcher.quoteReplacement(
        switch (name) {
          case "DEPLOYMENT" -> literal(ask.deployment());
          case "SUBJECT" -> literal(ask.subject());
          case "PURPOSE" -> literal(ask.purpose());
          case "ACTION" -> literal(ask.action());
          case "ROUND" -> String.valueOf(head.round());
          case "DIGEST" -> literal(head.digest());
          case "STATEMENTS" -> String.valueOf(head.statements());
          case "APPLIED" -> String.valueOf(head.applied());
          case "KEY" -> String.valueOf(Attempt.LOCK);
          case "LOCK" -> String.valueOf(head.lockTimeout().toMillis());
          case "STATEMENT" -> String.valueOf(head.statementTimeout().toMillis());
          case "OBJECTS" -> Creations.OBJECTS;
          case "IDENTIFIED" ->
              Creations.IDENTIFIED
                  .replaceFirst("\\?::oid\\[\\]", "classes")
                  .replaceFirst("\\?::oid\\[\\]", "objects")
                  .replaceFirst("\\?::int\\[\\]", "subs")
                  .replaceFirst(" ORDER BY f.object, f.sub$", "");
          default -> throw new IllegalStateException("nothing stands for @" + name + "@");
        });
  }

  PsqlFile line(String line) {
    text.append(line).append('\n');
    return this;
  }

  /** A statement of a script, with the rows that a {@code COPY … FROM STDIN} reads behind it. */
  PsqlFile statement(SqlStatement statement) {
    statement(statement.text());
    if (statement.data() != null) {
      String rows = new String(statement.data(), StandardCharsets.UTF_8);
      line(rows.isEmpty() || rows.endsWith("\n") ? rows + "\\." : rows + "\n\\.");
    }
    return this;
  }

  /** A statement of a script; the semicolon stands alone, because it may end in a comment. */
  PsqlFile statement(String sql) {
    text.append(sql).append("\n;\n");
    return this;
  }

  /** Runs what follows, until {@link #otherwise}, only when this SQL is true. */
  PsqlFile when(String condition) {
    line("SELECT (" + condition + ") AS soakgate_go \\gset");
    return line("\\if :soakgate_go");
  }

  PsqlFile otherwise(String words) {
    return line("\\else").line("\\echo " + literal(words)).line("\\endif");
  }

  PsqlFile endIf() {
    return line("\\endif");
  }

  /** Back to the login itself, whatever role the script has taken on. */
  PsqlFile asDeployer() {
    return line("SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL ROLE NONE;");
  }

  PsqlFile write(String state, int first, int last, String digest, String object, String existed) {
    return line(
        "CALL pg_temp.soakgate_write(%s, %d, %d, %s, %s, %s);"
            .formatted(literal(state), first, last, literal(digest), object, existed));
  }

  /** Takes what psql has said so far into the ledger; without that file nothing is taken. */
  PsqlFile notices(String said) {
    return line("\\copy pg_temp.soakgate_said (line) from program 'cat "
            + said
            + " 2>/dev/null || true' with (format csv, delimiter E'\\x01', quote E'\\x02')")
        .line("CALL pg_temp.soakgate_notices();");
  }

  String text() {
    return text.toString();
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String resource(String name) {
    try (InputStream in = PsqlFile.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
