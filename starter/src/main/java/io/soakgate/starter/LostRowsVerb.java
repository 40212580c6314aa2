package io.soakgate.starter;

import io.soakgate.backup.KeptDatabase;
import io.soakgate.backup.LostRows;
import io.soakgate.backup.LostRows.Lost;
import io.soakgate.target.Target;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate lost-rows}. */
@Command(
    name = "lost-rows",
    description =
        "What a restore took away: the rows of the kept database, or of the kept schemas, that are not"
            + " in what was restored, as CSV files. Needs no Temporal and changes nothing.",
    mixinStandardHelpOptions = true)
final class LostRowsVerb implements Callable<Integer> {
  @Mixin private Configured configured;

  @Parameters(index = "0", paramLabel = "DEPLOYMENT", description = "the deployment's id")
  private String deployment;

  @Option(
      names = "--into",
      paramLabel = "FOLDER",
      description = "where the files go, readable by you alone (default: lost-rows/DEPLOYMENT)")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    boolean any = false;
    for (Target target : configured.read().targets().list()) {
      List<KeptDatabase> kept = KeptDatabase.of(target, deployment);
      if (!kept.isEmpty()) {
        any = true;
        export(target, kept.get(0));
      }
    }
    if (!any) {
      throw new BadInput(
          deployment
              + " has put no database and no schema aside that is still there; name the deployment whose rollback"
              + " restored a backup, or the configuration of its targets with --config");
    }
    return ExitCode.OK;
  }

  private void export(Target target, KeptDatabase kept) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path into = folder == null ? Path.of("lost-rows", deployment) : folder;
    out.printf(
        "%s: %s, put aside by the restore of %s, against %s%n",
        kept.environment(), kept.words(), kept.backup(), target.database());
    List<Lost> all =
        new LostRows(target, kept, into.resolve(kept.environment()), err::println).export();
    all.forEach(lost -> tell(out, lost));
    long rows = all.stream().mapToLong(lost -> lost.added() + lost.changed()).sum();
    out.printf(
        rows == 0
            ? "  no row was lost%n"
            : "  %,d rows; the files hold data: keep them as you would the database%n",
        rows);
  }

  private static void tell(PrintWriter out, Lost lost) {
    out.printf(
        "  %s: %,d new, %,d changed; %,d only in the restored one%n",
        lost.table(), lost.added(), lost.changed(), lost.gone());
    lost.files().forEach(file -> out.println("    " + file));
  }
}
