package io.soakgate.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.action.Action;
import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Foreseen;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Folders;
import io.soakgate.target.Need;
import io.soakgate.target.Quoted;
import io.soakgate.target.Right;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code restore: backup} puts the environment's backup back, the whole database by a {@link
 * SwapRestore}; {@code restore: {schemas: [shop]}} puts named schemas back in place by a {@link
 * SchemaRestore}, which needs no right to rename the database.
 */
public final class Restore implements Action {
  private static final String SWAP = "a full restore is swapped in by two renames";

  /** What a restore by swap needs of a login. */
  public static final List<Need> NEEDS =
      List.of(
          new Need(
              Right.RENAME_DATABASE,
              SWAP,
              "make {user} its owner with CREATEDB, or name the schemas to restore in its place"
                  + " (`restore: {schemas: [...], swap: if-allowed}`), or take the restore option"
                  + " out of the plan: the others stand, and a provider's own restore is a person's"
                  + " to start"),
          new Need(
              Right.END_SESSIONS,
              SWAP + ", and PostgreSQL renames no database that somebody is in",
              "end them before it is needed, or deploy as a superuser"));

  private static final String REPLACED =
      "it is renamed, kept, and made anew from the dump under its name";
  private static final String OWNERS =
      "make {user} the owner of it and of all that is in it, and GRANT CREATE ON DATABASE {database}"
          + " TO {user}";

  // People wait for it, who are about to decide.
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Targets targets;
  private final Path backups;
  private final Optional<ClientTools> tools;
  private final Optional<Contents> contents;

  /** One that does not know what backups held. */
  public Restore(Targets targets, Folders folders, Optional<ClientTools> tools) {
    this(targets, folders, tools, Optional.empty());
  }

  /**
   * @param tools the client tools of this worker; empty when there are none
   * @param contents what backups held; for telling what a restore would lose
   */
  public Restore(
      Targets targets, Folders folders, Optional<ClientTools> tools, Optional<Contents> contents) {
    this.contents = contents;
    this.targets = targets;
    this.backups = folders.backups().toAbsolutePath().normalize();
    this.tools = tools;
  }

  @Override
  public String kind() {
    return Rollback.RESTORE;
  }

  @Override
  public List<String> check(Node with) {
    RestoreWith.read(with);
    return List.of();
  }

  @Override
  public List<Need> needs(Node with, Function<String, byte[]> file) {
    RestoreWith asked = RestoreWith.read(with);
    if (asked.schemas().isEmpty()) {
      return NEEDS;
    }
    Right replace = asked.swap() ? Right.REPLACE_SCHEMA_UNLESS_RENAMED : Right.REPLACE_SCHEMA;
    List<Need> needs = new ArrayList<>();
    asked.schemas().forEach(schema -> needs.add(new Need(replace, schema, REPLACED, OWNERS)));
    if (asked.swap()) {
      String names = String.join(", ", asked.schemas());
      needs.add(
          new Need(
              Right.RATHER_RENAME_DATABASE,
              "so no swap: " + names + " put back in place instead",
              "the rest of the database stays as it is"));
      needs.add(NEEDS.get(1));
    }
    return needs;
  }

  @Override
  public Foreseen foresee(Node with, ActRequest request) throws Exception {
    RestoreWith asked = RestoreWith.read(with);
    Target target = targets.get(request.scope().target());
    String application = application(request);
    if (request.backup() == null) {
      return Foreseen.NOTHING;
    }
    if (byProvider(request)) {
      return new ByProvider(target, application).foresee(request.backup());
    }
    boolean swaps = asked.swaps(mayRename(target, application));
    Foreseen seen =
        swaps
            ? swap(target, application, asked).foresee()
            : schemas(target, application, asked).foresee();
    List<String> breaks = new ArrayList<>();
    losses(target, request, swaps ? List.of() : asked.schemas()).ifPresent(breaks::add);
    breaks.addAll(seen.breaks());
    return new Foreseen(seen.impossible(), List.copyOf(breaks));
  }

  /** The rows it would lose, said first. */
  private Optional<String> losses(Target target, ActRequest request, List<String> schemas)
      throws SQLException, InterruptedException {
    if (contents.isEmpty()) {
      return Optional.empty();
    }
    // <deployment>/<environment>/<label>: a backup may be another deployment's.
    String[] of = request.backup().id().split("/");
    return Optional.of(
        new Losses(contents.get(), target, application(request))
            .exactly(of[0], of[of.length - 2], schemas, PATIENCE)
            .words());
  }

  /**
   * Restores, once per ask: an attempt after a crash finds the record and does nothing.
   *
   * @throws io.temporal.failure.ApplicationFailure of the type {@code refused} when there is no
   *     backup, it was changed, it does not hold what it held, or the target does not allow it
   */
  @Override
  public Effect act(Node with, ActRequest request, Pulse pulse) throws Exception {
    if (request.backup() == null) {
      throw Refusal.of("there is no backup of this environment to restore; add one to the plan");
    }
    RestoreWith asked = RestoreWith.read(with);
    Target target = targets.get(request.scope().target());
    String application = application(request);
    if (byProvider(request)) {
      return new ByProvider(target, application).act(request, pulse);
    }
    boolean mayRename = mayRename(target, application);
    if (!asked.swaps(mayRename)) {
      return schemas(target, application, asked).act(request, pulse);
    }
    if (!mayRename) {
      throw Refusal.of(
          target.user()
              + " may not rename "
              + target.database()
              + ": it must own it and have CREATEDB; give it both, undo the changes instead, or"
              + " let a person use the provider's own restore");
    }
    return swap(target, application, asked).act(request, pulse);
  }

  /**
   * The same request as it goes where the database keeps its name: named schemas are put back in
   * place. Any other request is what it was.
   */
  public static ActRequest inPlace(ActRequest request) {
    Spec spec = request.spec();
    if (!spec.kind().equals(Rollback.RESTORE) || !spec.with().has("schemas")) {
      return request;
    }
    JsonNode with = ((ObjectNode) spec.with().deepCopy()).put("swap", "never");
    return request.of(new Spec(spec.kind(), with, spec.at(), spec.terms()));
  }

  private static boolean byProvider(ActRequest request) {
    return request.backup().kind().equals("attested");
  }

  private SwapRestore swap(Target target, String application, RestoreWith asked) {
    return new SwapRestore(target, application, backups, tools, asked.drain());
  }

  private SchemaRestore schemas(Target target, String application, RestoreWith asked) {
    return new SchemaRestore(target, application, backups, tools, asked);
  }

  private static String application(ActRequest request) {
    String key =
        request.scope().deployment()
            + "/"
            + request.scope().environment()
            + "/"
            + request.subject();
    return "soakgate/restore/" + Digest.of(key).substring(0, 12);
  }

  private static boolean mayRename(Target target, String application) throws SQLException {
    try (Connection session = target.connect(application)) {
      return mayRename(session, target.database());
    }
  }

  /** Whether the session's login may rename a database: its owner with CREATEDB, or a superuser. */
  public static boolean mayRename(Connection session, String database) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT r.rolsuper OR r.rolcreatedb AND pg_catalog.pg_has_role(d.datdba, 'USAGE')"
                    + " FROM pg_catalog.pg_roles r, pg_catalog.pg_database d"
                    + " WHERE r.rolname = current_user AND d.datname ="
                    + Quoted.literal(database))) {
      return row.next() && row.getBoolean(1);
    }
  }
}
