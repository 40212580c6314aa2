package io.soakgate.starter.crash;

import io.soakgate.starter.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What somebody types and is told.
 *
 * @param code the exit code
 * @param said everything that was printed
 */
public record TypedHere(int code, String said) {

  /** {@code soakgate} with these arguments, in a process of its own. */
  public static TypedHere soakgate(Path state, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--state", state.toString()));
    return run(new ProcessBuilder(command), state);
  }

  /** Lines for a shell, in a folder. */
  public static TypedHere shell(ProcessBuilder shell, Path scratch) throws Exception {
    return run(shell, scratch);
  }

  private static TypedHere run(ProcessBuilder builder, Path scratch)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(scratch, "typed-", ".out");
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    if (!process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end: " + builder.command() + ": " + Files.readString(out));
    }
    return new TypedHere(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }
}
