package io.soakgate.bench;

import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The peer: PostgreSQL's own {@code psql}, of the installed server. */
final class Psql {
  private static final long MINUTES = 10;

  private final Path program;
  private final Target target;

  Psql(Target target) throws IOException, InterruptedException {
    this.program =
        PostgresBinaries.installed()
            .flatMap(PostgresBinaries::clientTools)
            .map(folder -> folder.resolve("psql"))
            .filter(Files::isExecutable)
            .orElseThrow(() -> new IllegalStateException("no installed psql to compare with"));
    this.target = target;
  }

  /** Runs a script; stops at the first error, which is a failure here. */
  void run(Path script, String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(program.toString(), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", target.host()));
    command.addAll(List.of("-p", "" + target.port(), "-U", target.user(), "-d", target.database()));
    command.addAll(List.of(options));
    command.addAll(List.of("-f", script.toString()));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("PGPASSWORD", target.password().reveal());
    Process psql =
        process
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!psql.waitFor(MINUTES, TimeUnit.MINUTES) || psql.exitValue() != 0) {
      psql.destroy();
      throw new IllegalStateException("psql did not run " + script.getFileName() + " to its end");
    }
  }
}
