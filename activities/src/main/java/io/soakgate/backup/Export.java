package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.target.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is kept beside a dump as SQL for people, of the very snapshot that was dumped: the schema
 * without rows, and the policies alone.
 */
record Export(Order order, ClientTools tools) {
  private static final String POLICIES =
      """
      SELECT * FROM (
        SELECT pg_catalog.format('ALTER TABLE %I.%I %s ROW LEVEL SECURITY;', n.nspname, c.relname,
          CASE WHEN c.relforcerowsecurity THEN 'FORCE' ELSE 'ENABLE' END)
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relrowsecurity AND {ours}
        UNION ALL
        SELECT pg_catalog.format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s', p.policyname,
          n.nspname, p.tablename, p.permissive, p.cmd,
          (SELECT pg_catalog.string_agg(
             CASE r WHEN 'public' THEN 'PUBLIC' ELSE pg_catalog.quote_ident(r) END, ', ')
           FROM pg_catalog.unnest(p.roles) r))
          || coalesce(' USING (' || p.qual || ')', '')
          || coalesce(' WITH CHECK (' || p.with_check || ')', '') || ';'
        FROM pg_catalog.pg_policies p JOIN pg_catalog.pg_namespace n ON n.nspname = p.schemaname
        WHERE {ours}) s(line)
      ORDER BY line COLLATE "C"
      """
          .replace("{ours}", "n.nspname !~ '^pg_' AND n.nspname <> 'soakgate' {within}");

  /** Writes what is asked for into the backup's folder. */
  void write(Statement statement, String snapshot, Path folder, Pulse pulse)
      throws IOException, InterruptedException, SQLException {
    if (order.export().contains("schema")) {
      schema(snapshot, folder.resolve("schema.sql"), pulse);
    }
    if (order.export().contains("policies")) {
      Files.writeString(folder.resolve("policies.sql"), policies(statement));
    }
  }

  private void schema(String snapshot, Path file, Pulse pulse)
      throws IOException, InterruptedException, SQLException {
    List<String> command =
        new ArrayList<>(
            List.of(
                tools.pgDump().toString(),
                "--schema-only",
                "--no-password",
                "--lock-wait-timeout=10s",
                "--exclude-schema=soakgate",
                "--exclude-schema=" + SchemaRestore.KEPT + "*",
                "--snapshot=" + snapshot,
                "--file=" + file,
                "--dbname=dbname=" + Quoted.connection(order.target().database())));
    order.schemas().forEach(schema -> command.add(Dump.only(schema)));
    ToolRun.Exit exit =
        new ToolRun(order.target(), order.application())
            .run(command, pulse, () -> "pg_dump of the schema alone");
    if (!exit.well()) {
      throw new IOException(
          "pg_dump --schema-only of %s ended with exit code %d: %s"
              .formatted(order.target().database(), exit.code(), exit.said()));
    }
  }

  private String policies(Statement statement) throws SQLException {
    String within =
        order.schemas().isEmpty()
            ? ""
            : order.schemas().stream()
                .map(Quoted::literal)
                .collect(Collectors.joining(", ", "AND n.nspname IN (", ")"));
    StringBuilder text = new StringBuilder("-- Row level security of backup " + order.id() + "\n");
    statement.execute("SET LOCAL search_path = ''");
    try (ResultSet rows = statement.executeQuery(POLICIES.replace("{within}", within))) {
      while (rows.next()) {
        text.append(rows.getString(1)).append('\n');
      }
    }
    return text.toString();
  }
}
