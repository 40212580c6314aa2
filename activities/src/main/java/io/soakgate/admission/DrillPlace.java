package io.soakgate.admission;

import io.soakgate.backup.BackupName;
import io.soakgate.deployment.AdmitActivity.TargetQuestion;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Kinds.Position;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Abilities;
import io.soakgate.target.Abilities.Role;
import io.soakgate.target.Footing;
import io.soakgate.target.Need;
import io.soakgate.target.Right;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What there must be where ways back are walked on copies of a target's backup (ADR 0025). On the
 * target's own server all is there; on a scratch server its roles may be missing.
 */
record DrillPlace(Footing on, TargetQuestion question) {
  // Owners are left out of what is restored elsewhere; whoever may read, write or see rows is not.
  private static final String NAMED =
      """
      SELECT DISTINCT r.rolname, d.deptype = 'o'
      FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_roles r ON r.oid = d.refobjid
      WHERE d.refclassid = 'pg_catalog.pg_authid'::regclass
        AND d.dbid = (SELECT oid FROM pg_catalog.pg_database
                      WHERE datname = pg_catalog.current_database())
        AND (d.deptype IN ('a', 'r') OR d.classid = 'pg_catalog.pg_default_acl'::regclass)
        AND r.rolname !~ '^pg_'
      ORDER BY 1
      """;

  /** Adds what is missing to the problems. */
  void hold(SpecNeeds needs, Problems problems) {
    if (question.drilled() == null || question.backup().kind().equals("attested")) {
      return;
    }
    List<String> schemas = BackupName.schemas(question.backup().with());
    if (!schemas.isEmpty()) {
      refuse(
          problems,
          "the backup holds schema " + String.join(", ", schemas) + " alone",
          "dump the whole database");
    }
    on.scratch()
        .filter(there -> !on.abilities().createsDatabases())
        .ifPresent(there -> hold(there, needs, problems));
  }

  private void hold(Abilities there, SpecNeeds needs, Problems problems) {
    try {
      for (Wanted wanted : wanted(needs)) {
        wanted
            .lack(there.login().user(), there.roles())
            .ifPresent(
                lack ->
                    refuse(
                        problems,
                        "on the scratch server of " + on.target().name() + " " + lack,
                        wanted.todo(there.login().user())));
      }
    } catch (SQLException e) {
      refuse(
          problems,
          "nobody knows which roles " + on.target().name() + " names: " + e.getMessage(),
          "see that it answers");
    }
  }

  private void refuse(Problems problems, String what, String todo) {
    problems.add(
        question.backup().at(),
        what,
        "the ways back of `" + question.drilled() + "` are walked on copies of the whole database",
        todo + ", or write `drill: {none: \"why\"}` in `" + question.drilled() + "`");
  }

  /** A role that must be there, and that the login must be able to become where it acts. */
  record Wanted(String role, boolean acts) {

    /** What the login lacks there, given every other role. */
    Optional<String> lack(String user, List<Role> roles) {
      if (user.equals(role)) {
        return Optional.empty();
      }
      Optional<Role> found = roles.stream().filter(r -> r.name().equals(role)).findFirst();
      if (found.isEmpty()) {
        return Optional.of("there is no role " + role);
      }
      return acts && !found.get().mayBecome()
          ? Optional.of("user " + user + " may not become role " + role)
          : Optional.empty();
    }

    String todo(String user) {
      return acts
          ? "make it there and GRANT " + role + " TO " + user
          : "make it there (CREATE ROLE " + role + ")";
    }
  }

  /** Roles that the database names, and those that scripts become. */
  private List<Wanted> wanted(SpecNeeds needs) throws SQLException {
    TreeSet<String> named = new TreeSet<>();
    TreeSet<String> acting = new TreeSet<>();
    try (Connection session = on.target().connect("soakgate/admit");
        Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(NAMED)) {
      while (rows.next()) {
        (rows.getBoolean(2) ? acting : named).add(rows.getString(1));
      }
    }
    for (Spec action : question.actions()) {
      needs.of(Position.ACTION, action, question.scripts()).stream()
          .filter(need -> need.right() == Right.SET_ROLE && isThere(need))
          .forEach(need -> acting.add(need.name()));
    }
    named.removeAll(acting);
    List<Wanted> all = new ArrayList<>();
    acting.forEach(role -> all.add(new Wanted(role, true)));
    named.forEach(role -> all.add(new Wanted(role, false)));
    return all;
  }

  // One that is not there may be the plan's own to make.
  private boolean isThere(Need need) {
    return on.abilities().roles().stream().anyMatch(r -> r.name().equals(need.name()));
  }
}
