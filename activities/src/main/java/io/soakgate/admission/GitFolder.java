package io.soakgate.admission;

import io.soakgate.deployment.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where a plan's folder stands in Git, asked of the {@code git} program of the worker's machine. It
 * is only looked at: nothing is fetched, no lock is taken, and no hook of the repository runs.
 */
final class GitFolder {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_ERROR = 300;

  private final Path folder;
  private final String program;

  GitFolder(Path folder) {
    this(folder, "git");
  }

  GitFolder(Path folder, String program) {
    this.folder = folder;
    this.program = program;
  }

  /** What git does not answer, in its own first words. */
  private static final class NoAnswer extends Exception {
    NoAnswer(String why) {
      super(why);
    }
  }

  /**
   * Asks Git.
   *
   * @param files the plan and every script, relative to the folder: one that Git does not know
   *     counts as changed, even where Git was told to ignore it
   */
  Origin origin(List<String> files) {
    try {
      String commit = ask("rev-parse", "--verify", "HEAD").strip();
      String branch = ask("rev-parse", "--abbrev-ref", "HEAD").strip();
      TreeSet<String> changed = new TreeSet<>(changed());
      List<String> known = paths(ask("ls-files", "-z", "--", "."));
      files.stream().filter(f -> !known.contains(f)).forEach(changed::add);
      return new Origin(commit, branch.equals("HEAD") ? null : branch, List.copyOf(changed), null);
    } catch (NoAnswer e) {
      return Origin.none(e.getMessage());
    } catch (IOException e) {
      return Origin.none("the worker's machine has no git");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Origin.none("git was cut off");
    }
  }

  /** What differs from the commit below the folder, relative to the folder. */
  private List<String> changed() throws NoAnswer, IOException, InterruptedException {
    String prefix = ask("rev-parse", "--show-prefix").strip();
    List<String> entries =
        paths(ask("status", "--porcelain=v1", "-z", "--no-renames", "-uall", "--", "."));
    // Two letters and a blank, then the path from the top of the repository.
    return entries.stream()
        .map(entry -> entry.substring(3))
        .map(path -> path.startsWith(prefix) ? path.substring(prefix.length()) : path)
        .toList();
  }

  private static List<String> paths(String nulls) {
    return Stream.of(nulls.split("\0")).filter(p -> !p.isEmpty()).toList();
  }

  private String ask(String... arguments) throws NoAnswer, IOException, InterruptedException {
    // fsmonitor and the like would run a program that the repository names.
    List<String> command =
        new ArrayList<>(List.of(program, "-c", "core.fsmonitor=false", "-c", "core.quotepath=off"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("LC_ALL", "C");
    Path errors = Files.createTempFile("soakgate-git", ".txt");
    try {
      return answer(builder.redirectError(errors.toFile()).start(), errors);
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private static String answer(Process git, Path errors)
      throws NoAnswer, IOException, InterruptedException {
    git.getOutputStream().close();
    Thread watchdog =
        new Thread(
            () -> {
              try {
                if (!git.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                  git.destroyForcibly();
                }
              } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
              }
            });
    watchdog.setDaemon(true);
    watchdog.start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = git.waitFor();
    watchdog.interrupt();
    if (code != 0) {
      String why = Files.readString(errors).lines().findFirst().orElse("git ended with " + code);
      throw new NoAnswer(why.substring(0, Math.min(MOST_ERROR, why.length())));
    }
    return said;
  }
}
