package io.soakgate.starter;

import io.soakgate.identity.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate key new}. */
@Command(
    name = "key",
    description = "Make a key that proves who you are.",
    mixinStandardHelpOptions = true)
final class KeyVerb implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "new", description = "new: make one")
  private String what;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "your name in the worker's configuration (default: your login)")
  private String name = System.getProperty("user.name");

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "where to keep it (default: soakgate/keys in your configuration folder)")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!what.equals("new")) {
      throw new BadInput("key " + what + ": only `key new` is known");
    }
    SigningKey key = SigningKey.fresh();
    Path file = KeyFolder.keep(folder == null ? KeyFolder.path() : folder, name, key);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Your key " + key.open().id() + " is in " + file + "; nobody else may have it.");
    out.println("Whoever runs the worker adds to its configuration, under people:");
    out.println();
    out.println("  " + name + ": {keys: [\"" + key.open().line() + "\"]}");
    out.println();
    out.println("From then on what you say with --by " + name + " is signed, and proven.");
    return ExitCode.OK;
  }
}
