package io.soakgate.starter;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.deployment.Status;
import io.temporal.client.WorkflowServiceException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  @Mixin private Configured configured;

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
    try (Connection connection = Connection.open(configured.place())) {
      Status status = asked(connection).asOf(Instant.now());
      out.println(json ? asJson(status) : fiveLines(status));
      return ExitCode.OK;
    } catch (NoTemporal silent) {
      return offline(silent, out);
    }
  }

  private Status asked(Connection connection) {
    try {
      return connection.deployment(deployment).query("status", Status.class);
    } catch (WorkflowServiceException noAnswer) {
      throw new NoTemporal("no worker answers for " + deployment, noAnswer);
    }
  }

  /** What Soakgate's own database and the ledgers know, said as what it is. */
  private int offline(NoTemporal silent, PrintWriter out) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    if (!configured.there()) {
      throw silent;
    }
    Offline offline = Offline.look(configured.read(), deployment);
    String plainly = "Temporal does not answer; " + offline.asOf(Instant.now()) + ":";
    if (json) {
      err.println(plainly);
      out.println(asJson(offline.status()));
      return ExitCode.NO_TEMPORAL;
    }
    out.println(plainly);
    out.println(stood(offline.status()));
    offline.ledgers().forEach(l -> out.println(line("ledger", l)));
    out.println(
        line(
            "type",
            Called.name()
                + " runbook "
                + offline.status().deployment()
                + ", to finish it by hand; it needs no Temporal"));
    return ExitCode.NO_TEMPORAL;
  }

  private static String stood(Status status) {
    return String.join(
        System.lineSeparator(),
        line("ran", status.deployment() + ": " + runs(status)),
        line("waited", waits(status)),
        line("since", TIME.format(status.since())),
        line("window", status.window() == null ? "none: any time" : status.window()));
  }

  private static String asJson(Status status) throws Exception {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(status);
  }

  /** Five lines, whatever stands in them. */
  static String fiveLines(Status status) {
    return String.join(
            System.lineSeparator(),
            line("runs", status.deployment() + ": " + runs(status)),
            line("waits", waits(status)),
            line("since", TIME.format(status.since()) + " (" + Elapsed.since(status) + ")"),
            line("window", status.window() == null ? "none: any time" : status.window()),
            line("type", next(status)))
        + keptOut(status)
        + losses(status)
        + card(status.gate());
  }

  private static String keptOut(Status status) {
    return status.readOnly() == null
        ? ""
        : System.lineSeparator() + line("writes", "kept out: " + status.readOnly());
  }

  private static String losses(Status status) {
    return status.losses() == null ? "" : System.lineSeparator() + line("losses", status.losses());
  }

  /** Below the five lines, where a gate asks people: what they agree to, and what is known. */
  private static String card(Status.OpenGate gate) {
    if (gate == null) {
      return "";
    }
    List<String> lines = new ArrayList<>();
    gate.attestations()
        .forEach(a -> lines.add(line("confirm", StoryLines.role(a) + ": " + a.words())));
    gate.proved().forEach(words -> lines.add(line("proved", words)));
    gate.drill().forEach(words -> lines.add(line("drill", words)));
    gate.sql().forEach(words -> lines.add(line("sql", words)));
    gate.warnings().forEach(words -> lines.add(line("warned", words)));
    gate.unattended().forEach(words -> lines.add(line("allows", words)));
    gate.findings().forEach(words -> lines.add(line("lint", words)));
    return lines.stream().map(l -> System.lineSeparator() + l).collect(Collectors.joining());
  }

  private static String line(String label, String words) {
    return "%-7s %s".formatted(label, Plain.line(words));
  }

  private static String runs(Status status) {
    if (status.ending() != null) {
      return "ended " + status.ending() + ", report " + status.report();
    }
    int passed = status.concessions().size();
    return status.doing()
        + (status.paused() == null ? "" : " (paused: " + status.paused() + ")")
        + (passed == 0 ? "" : " (let pass: " + passed + ")");
  }

  private static String waits(Status status) {
    if (status.ending() != null) {
      return "for nobody";
    }
    List<String> waits =
        Stream.of(status.waitingFor(), status.question())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return (waits.isEmpty() ? "for nobody" : "for " + String.join("; ", waits)) + seen(status);
  }

  /** What is not fine about the target, on the card of the open gate. */
  private static String seen(Status status) {
    if (status.gate() == null) {
      return "";
    }
    List<String> seen =
        status.gate().conditions().stream()
            .filter(c -> c.level() != Level.FINE)
            .map(c -> c.what() + ": " + c.words())
            .toList();
    return seen.isEmpty() ? "" : " (seen: " + String.join("; ", seen) + ")";
  }

  private static String next(Status status) {
    if (status.ending() != null) {
      return Called.name() + " report " + status.deployment();
    }
    return status.next() == null ? "nothing: it goes on by itself" : Called.typed(status.next());
  }
}
