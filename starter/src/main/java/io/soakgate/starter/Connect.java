package io.soakgate.starter;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.soakgate.admission.Footings;
import io.soakgate.plan.reading.Suggestion;
import io.soakgate.target.Target;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.Parts;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate connect}: needs no Temporal. */
@Command(
    name = "connect",
    description = "What the login of a target may do there, asked of the database itself.",
    mixinStandardHelpOptions = true)
final class Connect implements Callable<Integer> {
  @Mixin private Configured configured;

  @Parameters(
      index = "0",
      arity = "0..*",
      paramLabel = "TARGET",
      description = "targets of the configuration (default: all of them)")
  private List<String> names = List.of();

  @Option(names = "--json", description = "everything, for a script")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Configuration configuration = configured.read();
    Footings footings = Parts.of(configuration, System.out).footings();
    PrintWriter out = spec.commandLine().getOut();
    List<Connected> all = new ArrayList<>();
    for (Target target : chosen(configuration.targets().list())) {
      Connected connected = Connected.to(target, configuration.targets().scratch(target), footings);
      all.add(connected);
      if (!json) {
        out.println(AbilityTable.of(connected));
        out.flush();
      }
    }
    if (json) {
      out.println(asJson(all));
    }
    return all.stream().anyMatch(Connected::unreachable)
        ? ExitCode.ANYTHING_ELSE
        : all.stream().allMatch(Connected::fine) ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  private List<Target> chosen(List<Target> all) {
    List<String> known = all.stream().map(Target::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new BadInput(
            "target "
                + name
                + " is not in the worker's configuration; "
                + Suggestion.todo(name, known, "add it under targets"));
      }
    }
    return names.isEmpty() ? all : all.stream().filter(t -> names.contains(t.name())).toList();
  }

  private static String asJson(List<Connected> all) throws Exception {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(all);
  }
}
