package io.soakgate.starter;

import com.codahale.metrics.MetricRegistry;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.Polling;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code soakgate worker}. */
@Command(
    name = "worker",
    description = "Serve the targets of a configuration until told to stop.",
    mixinStandardHelpOptions = true)
final class WorkerVerb implements Callable<Integer> {
  @Mixin private Configured configured;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Configuration configuration = configured.read();
    PrintWriter out = spec.commandLine().getOut();
    return CtrlC.stops(
        out,
        ctrlC -> {
          try (Connection connection = Connection.open(configured.place());
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
}
