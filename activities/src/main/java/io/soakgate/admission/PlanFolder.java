package io.soakgate.admission;

import io.soakgate.plan.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One plan's folder. Nothing outside of it is ever read: not by {@code ..}, not by an absolute
 * path, not through a link (B-15).
 */
final class PlanFolder {
  static final String PLAN = "plan.yaml";

  private final Path root;
  private final Problems problems;

  private PlanFolder(Path root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /**
   * The folder of a plan.
   *
   * @param plans the folder that holds one folder per plan
   * @return empty (and a problem that names the plans there are) when there is none
   */
  static Optional<PlanFolder> find(Path plans, String name, Problems problems) {
    List<String> known = known(plans);
    if (known.contains(name)) {
      return Optional.of(new PlanFolder(plans.resolve(name), problems));
    }
    problems.add(
        "input",
        "there is no plan " + name,
        "a plan is a folder with a plan.yaml among the worker's plans",
        known.isEmpty() ? "add one" : "write one of " + String.join(", ", known));
    return Optional.empty();
  }

  private static List<String> known(Path plans) {
    try (Stream<Path> folders = Files.list(plans)) {
      return folders
          .filter(f -> Files.isRegularFile(f.resolve(PLAN)))
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The bytes of {@code plan.yaml}; empty (and a problem) when it cannot be read. */
  Optional<byte[]> plan() {
    return bytes(PLAN, PLAN);
  }

  /**
   * The bytes of a script.
   *
   * @param path relative to the folder; spaces and {@code &} are letters like any other (T-34)
   * @param at where the plan names it
   * @return empty (and a problem) when it is no readable, non-empty UTF-8 file inside the folder
   */
  Optional<byte[]> script(String path, String at) {
    Path file = inside(path);
    if (file == null) {
      problems.add(
          at,
          "script " + path + " lies outside the plan's folder",
          "only what is in the folder can be approved",
          "move it into the folder and name it from there");
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      problems.add(at, "there is no file " + path, missing(file), nearest(path));
      return Optional.empty();
    }
    return bytes(path, at).filter(bytes -> isText(path, at, bytes));
  }

  private static String missing(Path file) {
    return Files.isDirectory(file) ? "it is a folder" : "the plan's folder has no such file";
  }

  private Path inside(String path) {
    try {
      Path file = root.resolve(path).normalize();
      boolean within = file.startsWith(root) && !Path.of(path).isAbsolute();
      boolean linked = Files.exists(file) && !file.toRealPath().startsWith(root.toRealPath());
      return within && !linked ? file : null;
    } catch (InvalidPathException | IOException e) {
      return null;
    }
  }

  private Optional<byte[]> bytes(String path, String at) {
    try {
      byte[] bytes = Files.readAllBytes(root.resolve(path));
      if (bytes.length > 0) {
        return Optional.of(bytes);
      }
      problems.add(
          at, path + " is empty", "there is nothing in it to run", "fill it or take it out");
    } catch (IOException e) {
      problems.add(
          at,
          path + " cannot be read",
          "the worker gets " + e.getClass().getSimpleName(),
          "let the worker's user read it");
    }
    return Optional.empty();
  }

  private boolean isText(String path, String at, byte[] bytes) {
    if (bytes.length > 2 && bytes[0] == -17 && bytes[1] == -69 && bytes[2] == -65) {
      return refuse(path, at, 0, "a byte order mark");
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return refuse(path, at, i, "a NUL");
      }
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(in);
      return true;
    } catch (CharacterCodingException e) {
      return refuse(path, at, in.position(), "not UTF-8");
    }
  }

  private boolean refuse(String path, String at, int offset, String what) {
    problems.add(
        at,
        path + ": byte " + offset + " is " + what,
        "the digest must be of what runs, so nothing is repaired",
        "save it as plain UTF-8 without a byte order mark");
    return false;
  }

  private String nearest(String path) {
    String name = Path.of(path).getFileName().toString();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> root.relativize(f).toString())
          .filter(f -> shared(name, Path.of(f).getFileName().toString()) * 2 >= name.length())
          .max(
              Comparator.comparingInt(
                      (String f) -> shared(name, Path.of(f).getFileName().toString()))
                  .thenComparing(Comparator.reverseOrder()))
          .map(f -> "did you mean " + f + "?")
          .orElse("add it, or correct the path");
    } catch (IOException e) {
      return "add it, or correct the path";
    }
  }

  /** How many letters two names share at their beginnings and ends. */
  private static int shared(String a, String b) {
    int least = Math.min(a.length(), b.length());
    int head = 0;
    while (head < least && a.charAt(head) == b.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < least - head
        && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
      tail++;
    }
    return head + tail;
  }
}
