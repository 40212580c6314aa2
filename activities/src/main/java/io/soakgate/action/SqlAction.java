package io.soakgate.action;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ActActivity.ResolveRequest;
import io.soakgate.deployment.ActActivity.Resolved;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.ScriptFiles;
import io.soakgate.target.Ask;
import io.soakgate.target.Folders;
import io.soakgate.target.Ledger;
import io.soakgate.target.Need;
import io.soakgate.target.Notes;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs SQL scripts exactly once (decisions 3, 8): in one transaction where they can be, else
 * statement by statement, always under the ledger.
 *
 * <pre>
 * sql: {file: sql/a.sql}
 * sql: {files: [sql/a.sql, sql/b.sql], transaction: one, lock-timeout: 2s, statement-timeout: 5m}
 * </pre>
 */
public final class SqlAction implements Action {
  private final Targets targets;
  private final ScriptBytes bytes;
  private final Patience patience;

  public SqlAction(Targets targets, Folders folders, Store store) {
    this(targets, folders, store, Patience.USUAL);
  }

  SqlAction(Targets targets, Folders folders, Store store, Patience patience) {
    this.targets = targets;
    this.bytes = new ScriptBytes(folders, new ScriptStore(store));
    this.patience = patience;
  }

  @Override
  public String kind() {
    return "sql";
  }

  @Override
  public List<String> check(Node with) {
    return SqlOptions.read(with).files();
  }

  @Override
  public Inspected inspect(Node with, ScriptFiles files) {
    Scripts scripts = Scripts.read(SqlOptions.read(with), files, with.problems());
    return new Inspected(scripts.statements(), scripts.ignored());
  }

  @Override
  public List<Need> needs(Node with, Function<String, byte[]> file) {
    ScriptFiles files = (path, at) -> file.apply(path);
    return ScriptNeeds.of(Scripts.read(SqlOptions.read(with), files, new Problems()).statements());
  }

  @Override
  public Effect act(Node with, ActRequest request, Pulse pulse) throws Exception {
    SqlOptions options = SqlOptions.read(with);
    Scripts scripts = scripts(options, request);
    Ask ask = Asks.of(request, pulse.fence());
    Attempt attempt =
        new Attempt(
            targets.get(request.scope().target()),
            ask,
            options.lockTimeout(),
            options.statementTimeout(),
            patience,
            pulse);
    Migrated migrated = Migrated.of(request, path -> bytes.of(path, request));
    return attempt.run(hold -> run(hold, options, scripts, migrated));
  }

  @Override
  public String undrilled(Node with, ActRequest request) {
    return Beyond.database(scripts(SqlOptions.read(with), request).statements());
  }

  @Override
  public Resolved resolve(Node with, ResolveRequest said, Pulse pulse) throws Exception {
    SqlOptions options = SqlOptions.read(with);
    Scripts scripts = scripts(options, said.act());
    Attempt attempt =
        new Attempt(
            targets.get(said.act().scope().target()),
            Asks.of(said.act(), pulse.fence()),
            options.lockTimeout(),
            options.statementTimeout(),
            patience,
            pulse);
    Resolution resolution = new Resolution(said, scripts);
    return new Resolved(attempt.run(hold -> new Tally().effect(resolution.write(hold))).words());
  }

  @Override
  public ByHand byHand(Node with, ActRequest request, Connection ledger, String said)
      throws Exception {
    SqlOptions options = SqlOptions.read(with);
    // The stored bytes, whatever became of the folder, as a rollback would take them.
    ActRequest stored =
        new ActRequest(
            request.scope(),
            request.subject(),
            Purpose.STEP,
            request.attempt(),
            request.spec(),
            request.scripts(),
            request.backup(),
            request.migrations());
    Scripts scripts = scripts(options, stored);
    Written written = Written.at(ledger, Asks.of(request, Fence.NONE));
    if (written.nothing() != null) {
      return ByHand.nothing(written.nothing());
    }
    PsqlFile file =
        written.file(
            scripts.digest(),
            scripts.statements().size(),
            options.lockTimeout(),
            options.statementTimeout());
    String words =
        scripts.statements().size()
            + " statements of "
            + files(options)
            + (scripts.oneTransaction() ? ", one transaction" : ", one by one")
            + (written.rows().isEmpty() ? "" : ", from where the ledger stands");
    List<String> history = Migrated.of(request, path -> bytes.of(path, stored)).sql();
    return new ByHand(new SqlByHand(scripts, written.rows(), history, said).write(file), words);
  }

  private Scripts scripts(SqlOptions options, ActRequest request) {
    Problems problems = new Problems();
    Scripts scripts = Scripts.read(options, (path, at) -> bytes.of(path, request), problems);
    if (!problems.none()) {
      throw Refused.because(
          problems.list().stream().map(Problem::line).collect(Collectors.joining("\n")));
    }
    return scripts;
  }

  private static Effect run(Hold hold, SqlOptions options, Scripts scripts, Migrated migrated)
      throws SQLException, InterruptedException {
    Tally tally = new Tally();
    int all = scripts.statements().size();
    String of = all + (all == 1 ? " statement of " : " statements of ") + files(options);
    Optional<Ledger.Run> run = hold.run(scripts.digest(), all);
    if (run.isEmpty()) {
      return tally.effect(hold.ask().subject() + " was never applied here: nothing to undo");
    }
    if (run.get().finished()) {
      tally.alreadyDone(all);
      tally.notices(Notes.notices(hold.session().connection(), run.get(), 100));
      return tally.effect("The ledger shows " + of + " as done");
    }
    if (scripts.oneTransaction()) {
      new OneTransaction(hold, run.get(), scripts, migrated, tally).run();
      return tally.effect("Ran " + of + " in one transaction" + migrated.words());
    }
    migrated.refuseOutside(hold.ask().subject());
    new Stepwise(hold, run.get(), scripts, options.parallel(), tally).run();
    return tally.effect("Ran " + of + ", one by one" + tally.rebuiltWords());
  }

  private static String files(SqlOptions options) {
    List<String> files = options.files();
    return files.get(0) + (files.size() == 1 ? "" : " and " + (files.size() - 1) + " more");
  }
}
