package io.soakgate.admission;

import io.soakgate.deployment.AdmitActivity.AdmittedTarget;
import io.soakgate.deployment.AdmitActivity.TargetQuestion;
import io.soakgate.identity.PublicKeyLine;
import io.soakgate.plan.Problems;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What a target's login may do, held against what a plan needs there (decision 5). */
final class TargetFacts {
  private static final int OLDEST = 14;

  // When the server started tells servers apart to the microsecond, and every login may ask for it.
  // Its system identifier may be kept from a login, and a copied server has that of its original.
  private static final String QUESTION =
      """
      SELECT current_setting('server_version') AS version,
             current_setting('server_version_num')::int / 10000 AS major,
             extract(epoch FROM pg_postmaster_start_time()) || '/' || d.oid AS identity,
             pg_is_in_recovery() AS replica,
             current_setting('default_transaction_read_only')::bool AS read_only,
             r.rolcreatedb OR r.rolsuper AS may_create,
             r.rolsuper OR (r.rolcreatedb AND pg_has_role(d.datdba, 'USAGE')) AS may_rename,
             CASE WHEN n.oid IS NULL THEN has_database_privilege(d.oid, 'CREATE')
                  ELSE has_schema_privilege(n.oid, 'USAGE')
                       AND has_schema_privilege(n.oid, 'CREATE')
                       AND NOT EXISTS (SELECT FROM pg_class c
                                       WHERE c.relnamespace = n.oid AND c.relkind = 'r'
                                         AND NOT (has_table_privilege(c.oid, 'SELECT')
                                                  AND has_table_privilege(c.oid, 'INSERT')))
             END AS may_write,
             pg_get_userbyid(n.nspowner) AS ledger_owner
      FROM pg_roles r, pg_database d LEFT JOIN pg_namespace n ON n.nspname = 'soakgate'
      WHERE d.datname = current_database() AND r.rolname = current_user
      """;

  private final Targets targets;
  private final Optional<Integer> clientMajor;

  TargetFacts(Targets targets, Optional<Integer> clientMajor) {
    this.targets = targets;
    this.clientMajor = clientMajor;
  }

  private record Facts(
      String version,
      int major,
      String identity,
      boolean replica,
      boolean readOnly,
      boolean mayCreate,
      boolean mayRename,
      boolean mayWrite,
      String ledgerOwner) {}

  AdmittedTarget admit(TargetQuestion question) {
    Problems problems = new Problems();
    Target target = targets.get(question.target());
    Optional<Facts> facts = ask(target, problems);
    facts.ifPresent(f -> hold(f, target, question, problems));
    return new AdmittedTarget(
        target.name(),
        facts.map(Facts::identity).orElse(null),
        facts.map(f -> "PostgreSQL " + f.version()).orElse(null),
        target.disposable(),
        target.policy(),
        PublicKeyLine.sha256(String.join("\n", target.policy().lines())),
        problems.list());
  }

  private static Optional<Facts> ask(Target target, Problems problems) {
    try (Connection connection = target.connect("soakgate/admission");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUESTION)) {
      row.next();
      return Optional.of(
          new Facts(
              row.getString("version"),
              row.getInt("major"),
              row.getString("identity"),
              row.getBoolean("replica"),
              row.getBoolean("read_only"),
              row.getBoolean("may_create"),
              row.getBoolean("may_rename"),
              row.getBoolean("may_write"),
              row.getString("ledger_owner")));
    } catch (SQLException e) {
      problems.add(
          target.name(),
          "no session at " + target.host() + ":" + target.port() + "/" + target.database(),
          String.valueOf(e.getMessage()).replaceFirst("\\.$", ""),
          "see that it is up and that user " + target.user() + " may log in");
    } catch (IllegalStateException e) {
      problems.add(
          target.name(),
          "no password for user " + target.user(),
          e.getMessage(),
          "set it where the worker runs, and start the worker again");
    }
    return Optional.empty();
  }

  private void hold(Facts facts, Target target, TargetQuestion question, Problems problems) {
    Needs needs = new Needs(target.name(), problems);
    needs.that(
        facts.major() >= OLDEST,
        "PostgreSQL " + facts.version(),
        "Soakgate needs " + OLDEST + " or newer",
        "upgrade the server first");
    needs.that(
        !facts.replica(),
        "this is a replica",
        "nothing can be changed here",
        "name the primary in the worker's configuration");
    needs.that(
        !facts.readOnly(),
        "default_transaction_read_only is on",
        "somebody keeps this database read-only, and Soakgate did not",
        "find out who, and release it");
    writes(facts, target, needs);
    backsUp(facts, target, question, needs);
    boolean restores = question.actions().stream().anyMatch(a -> a.kind().equals("restore"));
    needs.that(
        !restores || facts.mayRename(),
        "user " + target.user() + " may not rename the database",
        "a full restore is swapped in by two renames",
        "make "
            + target.user()
            + " its owner with CREATEDB, or take the restore option out of the plan");
    dumps(facts, target, question, needs);
  }

  private static void writes(Facts facts, Target target, Needs needs) {
    boolean there = facts.ledgerOwner() != null;
    needs.that(
        there || facts.mayWrite(),
        "user " + target.user() + " may not create schemas",
        "the ledger lives in schema soakgate",
        "GRANT CREATE ON DATABASE " + target.database() + " TO " + target.user());
    needs.that(
        !there || facts.mayWrite(),
        "user " + target.user() + " may not write in schema soakgate of " + facts.ledgerOwner(),
        "the ledger lives in it",
        "GRANT ALL on it and on its tables and sequences, or deploy as " + facts.ledgerOwner());
  }

  private static void backsUp(Facts facts, Target target, TargetQuestion question, Needs needs) {
    needs.that(
        question.backup() == null || facts.mayCreate(),
        "user " + target.user() + " may not create databases",
        "a backup counts only when it was restored into a scratch database",
        "ALTER ROLE " + target.user() + " CREATEDB");
    boolean clones = question.backup() != null && question.backup().kind().equals("clone");
    needs.that(
        !clones || !facts.mayCreate() || facts.mayRename(),
        "user " + target.user() + " may not copy the database",
        "PostgreSQL lets only its owner clone it",
        "make " + target.user() + " its owner, or ask for a dump in the plan");
  }

  private void dumps(Facts facts, Target target, TargetQuestion question, Needs needs) {
    if (question.backup() == null
        || !question.backup().kind().equals("dump")
        || target.disposable()) {
      return;
    }
    String have = clientMajor.map(m -> "pg_dump " + m).orElse("no pg_dump");
    needs.that(
        clientMajor.filter(m -> m >= facts.major()).isPresent(),
        "this worker has " + have + " and the server is " + facts.version(),
        "pg_dump cannot dump a server that is newer than itself",
        "install the client tools of version " + facts.major() + ", or ask for a clone");
  }

  /** Adds a problem for each need that is not met. */
  private record Needs(String target, Problems problems) {
    void that(boolean met, String what, String why, String todo) {
      if (!met) {
        problems.add(target, what, why, todo);
      }
    }
  }
}
