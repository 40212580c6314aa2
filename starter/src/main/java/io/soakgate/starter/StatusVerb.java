package io.soakgate.starter;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.soakgate.deployment.Status;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate status}: five lines that answer what a person asks at 2 a.m. */
@Command(
    name = "status",
    description = "What runs, who it waits for, since when, whether it fits, what to type now.",
    mixinStandardHelpOptions = true)
final class StatusVerb implements Callable<Integer> {
  @Mixin private Place place;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DEPLOYMENT",
      description = "the deployment's id (default: the one that runs)")
  private String deployment;

  @Option(names = "--json", description = "everything, for a script")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Connection connection = Connection.open(place)) {
      Status status = connection.deployment(deployment).query("status", Status.class);
      out.println(json ? asJson(status) : fiveLines(status));
    }
    return ExitCode.OK;
  }

  private static String asJson(Status status) throws Exception {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(status);
  }

  static String fiveLines(Status status) {
    return String.join(
        System.lineSeparator(),
        "runs    " + status.deployment() + ": " + runs(status),
        "waits   " + (status.waitingFor() == null ? "for nobody" : "for " + status.waitingFor()),
        "since   " + since(status),
        "window  " + (status.window() == null ? "none: any time" : status.window()),
        "type    " + (status.next() == null ? "nothing: it goes on by itself" : status.next()));
  }

  private static String runs(Status status) {
    if (status.ending() != null) {
      return "ended " + status.ending() + ", report " + status.report();
    }
    return status.doing() + (status.paused() == null ? "" : " (paused: " + status.paused() + ")");
  }

  private static String since(Status status) {
    return status.since() + " (" + words(Duration.between(status.since(), status.now())) + ")";
  }

  private static String words(Duration d) {
    if (d.toMinutes() < 1) {
      return d.toSeconds() + " s";
    }
    return d.toHours() < 1
        ? d.toMinutes() + " min"
        : d.toHours() + " h " + d.toMinutesPart() + " min";
  }
}
