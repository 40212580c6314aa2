package io.soakgate.starter;

import com.codahale.metrics.MetricRegistry;
import io.soakgate.plan.Problems;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.ConfigurationReader;
import io.soakgate.worker.Polling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soakgate worker}. */
@Command(
    name = "worker",
    description = "Serve the targets of a configuration until told to stop.",
    mixinStandardHelpOptions = true)
final class WorkerVerb implements Callable<Integer> {
  @Mixin private Place place;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the worker's configuration (default: the one that dev or demo wrote)")
  private Path config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Configuration configuration = read(config == null ? place.configuration() : config);
    PrintWriter out = spec.commandLine().getOut();
    return CtrlC.stops(
        out,
        ctrlC -> {
          try (Connection connection = Connection.open(place);
              Polling polling =
                  Polling.start(
                      connection.client(), configuration, new MetricRegistry(), System.out)) {
            out.println("worker polls; " + polling.serves() + "; stop it with Ctrl-C");
            out.flush();
            ctrlC.await();
          }
          return ExitCode.OK;
        });
  }

  /** Reads a configuration file; all its problems are told at once. */
  static Configuration read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new BadInput(file + ": no such configuration; name one with --config");
    }
    Problems problems = new Problems();
    Path base = file.toAbsolutePath().getParent();
    return ConfigurationReader.read(
            file.getFileName().toString(), Files.readAllBytes(file), base, problems)
        .orElseThrow(() -> new BadInput(problems.list()));
  }
}
