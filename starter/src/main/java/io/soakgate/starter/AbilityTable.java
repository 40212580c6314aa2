package io.soakgate.starter;

import io.soakgate.plan.reading.Problem;
import io.soakgate.starter.Connected.Possible;
import io.soakgate.target.Abilities;
import io.soakgate.target.Abilities.Extension;
import io.soakgate.target.Abilities.Relation;
import io.soakgate.target.Abilities.Role;
import io.soakgate.target.Abilities.Schema;
import io.soakgate.target.Abilities.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a login may do, as a table for people. */
final class AbilityTable {
  private static final int SHOWN = 12;

  private final List<String> rows = new ArrayList<>();

  private AbilityTable() {}

  static String of(Connected connected) {
    AbilityTable table = new AbilityTable();
    table.rows.add(connected.target());
    table.row("address", connected.address() + " as " + connected.user());
    if (connected.abilities() != null) {
      table.server(connected);
      table.login(connected.abilities());
      table.objects(connected.abilities());
      connected.kinds().forEach(table::kind);
    }
    connected.warnings().forEach(w -> table.row("warning", w));
    connected.problems().stream().map(Problem::line).forEach(p -> table.row("REFUSED", p));
    return String.join(System.lineSeparator(), table.rows);
  }

  private void server(Connected connected) {
    Abilities abilities = connected.abilities();
    Abilities.Server server = abilities.server();
    row(
        "PostgreSQL",
        "%s, %s, %d of %d sessions"
            .formatted(
                server.version(),
                server.replica() ? "a replica" : "primary",
                server.connections(),
                server.mostConnections()));
    row("TLS", server.tls() == null ? "none" : server.tls());
    row("pooler", abilities.pooler().mode().words());
    row(
        "clock",
        String.format(
            Locale.ROOT, "%+.1f s against this machine", server.skew().toMillis() / 1000.0));
    row("read-only", abilities.database().readOnly() ? "yes" : "no");
    String room =
        connected.room() == null ? "" : "; free for backups here " + megabytes(connected.room());
    row("size", megabytes(abilities.database().size()) + room);
    row(
        "pg_dump here",
        connected.clientMajor() == null ? "none" : "version " + connected.clientMajor());
  }

  private void login(Abilities abilities) {
    Abilities.Login login = abilities.login();
    row("superuser", login.superuser());
    row("CREATEDB", abilities.createsDatabases());
    row("CREATEROLE", login.superuser() || login.createRoles());
    row("BYPASSRLS", login.bypassRls());
    row("REPLICATION", login.replication());
    row(
        "may rename it",
        abilities.renames()
            ? "yes"
            : "no; the database is owned by " + abilities.database().owner());
    row("may end", ends(abilities));
    row("sees all stats", login.monitor());
    row(
        "becomes roles",
        login.superuser()
            ? "any"
            : some(abilities.roles().stream().filter(Role::mayBecome).map(Role::name).toList()));
    row("new schemas", abilities.database().create());
  }

  private static String ends(Abilities abilities) {
    String whose =
        abilities.login().superuser()
            ? "every session"
            : abilities.login().endSessions()
                ? "every session but superusers'"
                : "sessions of its own roles";
    List<String> lasting = abilities.lastingSessions().stream().map(Session::words).toList();
    return lasting.isEmpty() ? whose : whose + "; not " + some(lasting);
  }

  private void objects(Abilities abilities) {
    abilities.schemas().forEach(this::schema);
    if (!abilities.othersRelations().isEmpty()) {
      row(
          "cannot alter",
          some(abilities.othersRelations().stream().map(AbilityTable::relation).toList()));
    }
    Stream<String> installed =
        abilities.extensions().stream()
            .filter(e -> e.installed() != null)
            .map(e -> e.name() + " " + e.installed());
    row("extensions", some(installed.toList()));
    List<String> creatable =
        abilities.extensions().stream()
            .filter(e -> e.installed() == null && e.creatable())
            .map(Extension::name)
            .toList();
    row("may create", some(creatable));
  }

  private void schema(Schema schema) {
    row(
        "schema",
        "%s of %s, %s, %d tables%s"
            .formatted(
                schema.name(),
                schema.owned() ? "its own" : schema.owner(),
                schema.create() ? "may create in it" : "may not create in it",
                schema.tables(),
                schema.others() == 0 ? "" : ", " + schema.others() + " of somebody else"));
  }

  private static String relation(Relation relation) {
    return relation.schema() + "." + relation.name() + " of " + relation.owner();
  }

  private void kind(Possible possible) {
    String words = possible.words().isEmpty() ? "" : (possible.possible() ? ", but " : ": ");
    row(possible.kind(), (possible.possible() ? "yes" : "no") + words + possible.words());
  }

  private void row(String label, boolean yes) {
    row(label, yes ? "yes" : "no");
  }

  private void row(String label, String words) {
    rows.add("  %-15s %s".formatted(label, Plain.line(words)));
  }

  private static String some(List<String> all) {
    String shown = all.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return all.isEmpty()
        ? "none"
        : all.size() <= SHOWN ? shown : shown + " and " + (all.size() - SHOWN) + " more";
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }
}
