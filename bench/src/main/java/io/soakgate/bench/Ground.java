package io.soakgate.bench;

import io.soakgate.admission.ReadPlan;
import io.soakgate.dev.OneMachine;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Target;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.ConfigurationReader;
import io.soakgate.worker.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The servers and databases of one plan on this machine, thrown away afterwards. */
final class Ground implements AutoCloseable {
  private final OneMachine machine;
  private final Configuration configuration;

  private Ground(OneMachine machine, Configuration configuration) {
    this.machine = machine;
    this.configuration = configuration;
  }

  /** Starts everything for a plan of a folder of plans. */
  static Ground of(Path plans, String plan, Path state, int pace) throws Exception {
    OneMachine machine =
        new OneMachine(plans, read(plans, plan).plan(), state, pace, false, System.err::println);
    machine.start(true);
    return new Ground(machine, configuration(machine.configuration()));
  }

  private static ReadPlan read(Path plans, String plan) {
    Configuration nothing = Configuration.none(plans);
    Problems problems = new Problems();
    return ReadPlan.of(plans, plan, Parts.of(nothing, System.err).catalogue(), problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
  }

  /** Writes a plan of two environments and its files; {@code schema} is what is there before. */
  static void write(Path folder, String yaml, String schema, Map<String, String> scripts)
      throws IOException {
    Files.createDirectories(folder.resolve("sample"));
    Files.createDirectories(folder.resolve("sql"));
    Files.writeString(folder.resolve("plan.yaml"), yaml);
    Files.writeString(folder.resolve("sample/schema.sql"), schema);
    Files.writeString(folder.resolve("sample/data.sql"), "SELECT 1;\n");
    for (Map.Entry<String, String> script : scripts.entrySet()) {
      Files.writeString(folder.resolve("sql").resolve(script.getKey()), script.getValue());
    }
  }

  OneMachine machine() {
    return machine;
  }

  Configuration configuration() {
    return configuration;
  }

  Target target(String name) {
    return machine.target(name);
  }

  /** Runs SQL that is not timed. */
  static void execute(Target target, String sql) throws SQLException {
    try (Connection connection = target.connect("bench");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Configuration configuration(Path file) throws IOException {
    Problems problems = new Problems();
    return ConfigurationReader.read(file, problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
  }

  @Override
  public void close() throws IOException {
    machine.close();
  }
}
