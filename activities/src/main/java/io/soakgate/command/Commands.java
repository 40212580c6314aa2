package io.soakgate.command;

import io.soakgate.plan.reading.Node;
import io.soakgate.target.Command;
import io.soakgate.target.Command.Variable;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named commands of a target. */
public record Commands(Target target) {
  private static final String MASK = "***";
  // Shorter ones stand in many a word by chance.
  private static final int SHORTEST = 4;

  /** The key {@code name} of a place that asks for a command. */
  public static String name(Node with) {
    return with.required("name").map(Node::text).orElse(null);
  }

  /**
   * The command of that name.
   *
   * @throws IllegalStateException when the target has none; the message says where to add it
   */
  public Command get(String name) {
    return target
        .command(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "target "
                        + target.name()
                        + " has no command "
                        + name
                        + "; name it under its commands in the worker's configuration"));
  }

  /**
   * Runs a command to its end; what it says is told without secrets.
   *
   * @throws Stopped when it took too long
   * @throws IOException when it cannot be run
   */
  public Program.Ended run(Command command, Program.Watch watch)
      throws IOException, InterruptedException, Stopped {
    Map<String, String> environment = new LinkedHashMap<>();
    for (Variable variable : command.environment()) {
      Secret secret = variable.secret();
      environment.put(variable.name(), secret == null ? variable.text() : secret.reveal());
    }
    Path folder = command.folder() == null ? null : Path.of(command.folder());
    try {
      Program.Ended ended =
          new Program(command.run(), folder, environment, command.timeout()).run(watch);
      return new Program.Ended(
          ended.code(), masked(command, ended.said()), ended.lines(), ended.took());
    } catch (Stopped e) {
      throw new Stopped(e.getMessage(), masked(command, e.said()));
    }
  }

  private String masked(Command command, String said) {
    List<Secret> secrets = new ArrayList<>(List.of(target.password()));
    target.secrets().forEach(s -> secrets.add(s.secret()));
    command.environment().stream()
        .map(Variable::secret)
        .filter(s -> s != null)
        .forEach(secrets::add);
    String masked = said;
    for (Secret secret : secrets) {
      masked = masked(masked, secret);
    }
    return masked;
  }

  // One that cannot be read was not handed to anybody by us.
  private static String masked(String said, Secret secret) {
    try {
      String value = secret.reveal();
      return value.length() < SHORTEST ? said : said.replace(value, MASK);
    } catch (IllegalStateException unreadable) {
      return said;
    }
  }
}
