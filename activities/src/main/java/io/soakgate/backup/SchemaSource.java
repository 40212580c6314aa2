package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.target.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Some schemas of a dump, as {@code pg_restore} writes them out.
 *
 * @param folder the dump's folder
 */
record SchemaSource(
    Target target, String application, ClientTools tools, Path folder, List<String> schemas) {
  private static final String MADE = "SCHEMA -";

  /**
   * Runs everything the dump holds of the schemas, in an order that works: the schemas themselves
   * and their grants, tables, rows, then indexes, keys, triggers and policies.
   *
   * @return those of them that the dump holds
   */
  List<String> run(DumpScript script, BackupResult backup, Pulse pulse) throws Exception {
    pulse.progress("makes the schemas");
    List<String> list = list(backup, pulse);
    List<String> held =
        schemas.stream().filter(s -> list.stream().anyMatch(l -> entry(MADE, s, l))).toList();
    if (held.isEmpty()) {
      return held;
    }
    entries(list, script, backup, pulse);
    pulse.progress("makes tables, views and functions");
    section("pre-data", held, backup, pulse, script::statements);
    section("data", held, backup, pulse, script::rows);
    pulse.progress("makes indexes, keys, triggers and policies");
    section("post-data", held, backup, pulse, script::statements);
    return held;
  }

  private void section(
      String name, List<String> held, BackupResult backup, Pulse pulse, ToolRun.Reading reading)
      throws IOException, InterruptedException, SQLException {
    List<String> command = new ArrayList<>(List.of("--section=" + name));
    held.forEach(schema -> command.add("--schema=" + schema));
    pipe(command, backup, pulse, reading);
  }

  /** The schemas, their owners, comments and grants, which are in no schema themselves. */
  private void entries(List<String> list, DumpScript script, BackupResult backup, Pulse pulse)
      throws Exception {
    List<String> chosen = list.stream().filter(this::isOfASchema).toList();
    Path file = Files.createTempFile("soakgate", ".list");
    try {
      Files.writeString(file, chosen.stream().collect(Collectors.joining("\n", "", "\n")));
      pipe(List.of("--use-list=" + file), backup, pulse, script::statements);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private List<String> list(BackupResult backup, Pulse pulse)
      throws IOException, InterruptedException, SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    pipe(List.of("--list"), backup, pulse, written -> written.transferTo(bytes));
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private boolean isOfASchema(String line) {
    return schemas.stream()
        .anyMatch(
            schema ->
                entry(MADE, schema, line)
                    || entry("(?:ACL|COMMENT|SECURITY LABEL) - SCHEMA", schema, line));
  }

  private static boolean entry(String what, String schema, String line) {
    return Pattern.compile("^\\d+; \\d+ \\d+ " + what + " " + Pattern.quote(schema) + " ")
        .matcher(line)
        .find();
  }

  private void pipe(List<String> more, BackupResult backup, Pulse pulse, ToolRun.Reading reading)
      throws IOException, InterruptedException, SQLException {
    List<String> command = new ArrayList<>(List.of(tools.pgRestore().toString()));
    command.addAll(List.of("--format=directory", "--file=-"));
    if (target.away()) {
      command.add("--no-owner");
    }
    command.addAll(more);
    command.add(Manifest.dumpIn(folder).toString());
    ToolRun.Exit exit = new ToolRun(target, application).pipe(command, pulse, reading);
    if (!exit.well()) {
      throw new IOException(
          "pg_restore of backup %s ended with exit code %d: %s"
              .formatted(backup.id(), exit.code(), exit.said()));
    }
  }
}
