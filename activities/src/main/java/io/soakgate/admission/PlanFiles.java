package io.soakgate.admission;

import io.soakgate.plan.reading.PlanReader;
import io.soakgate.plan.reading.Problems;
import io.soakgate.plan.reading.Suggestion;
import io.soakgate.target.PlanFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of one plan's folder as admission reads them: whatever is wrong is told. */
final class PlanFiles {
  static final String PLAN = "plan.yaml";

  private static final Pattern BUNDLE =
      Pattern.compile("(?i).*\\.(zip|jar|tar|tgz|7z|rar|(tar\\.)?(gz|bz2|xz|zst))");

  private final PlanFolder folder;
  private final Problems problems;

  private PlanFiles(PlanFolder folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /**
   * The files of a plan.
   *
   * @param plans the folder that holds one folder per plan
   * @return empty (and a problem that names the plans there are) when there is none
   */
  static Optional<PlanFiles> find(Path plans, String name, Problems problems) {
    List<String> known = known(plans);
    if (known.contains(name)) {
      return Optional.of(new PlanFiles(new PlanFolder(plans.resolve(name)), problems));
    }
    if (BUNDLE.matcher(name).matches()) {
      problems.add(
          "input",
          name + " is a bundle",
          "only what lies unpacked in a folder can be read, compared and approved",
          "unpack it among the worker's plans, and name the folder");
      return Optional.empty();
    }
    problems.add(
        "input",
        "there is no plan " + name,
        "a plan is a folder with a plan.yaml among the worker's plans",
        Suggestion.todo(name, known, "add one"));
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

  /**
   * The bytes of {@code plan.yaml}, to be judged by its reader, as far as that reads; empty (and a
   * problem) when it cannot be read.
   */
  Optional<byte[]> plan() {
    Optional<Path> file = inside(PLAN, PLAN);
    try {
      if (file.isPresent()) {
        try (InputStream in = Files.newInputStream(file.get())) {
          return Optional.of(in.readNBytes(PlanReader.MOST + 1));
        }
      }
    } catch (IOException e) {
      unreadable(PLAN, PLAN, e);
    }
    return Optional.empty();
  }

  /**
   * The bytes of a script.
   *
   * @param path relative to the folder; spaces and {@code &} are letters like any other (T-34)
   * @param at where the plan names it
   * @return empty (and a problem) when it is no readable, non-empty UTF-8 file inside the folder
   */
  Optional<byte[]> script(String path, String at) {
    if (BUNDLE.matcher(path).matches()) {
      problems.add(
          at,
          path + " is a bundle",
          "a script is text that people can read and approve",
          "unpack it, and name the scripts in it");
      return Optional.empty();
    }
    return inside(path, at)
        .flatMap(file -> bytes(file, path, at))
        .filter(bytes -> isText(path, at, bytes));
  }

  /**
   * The SQL files right in a folder, in the order of their names; a problem when there are none.
   */
  List<String> scripts(String path, String at) {
    Optional<Path> there = folder.file(path);
    List<String> names = List.of();
    if (there.filter(Files::isDirectory).isPresent()) {
      try (Stream<Path> files = Files.list(there.get())) {
        names =
            files
                .filter(Files::isRegularFile)
                .map(f -> f.getFileName().toString())
                .filter(name -> name.endsWith(".sql"))
                .sorted()
                .toList();
      } catch (IOException e) {
        unreadable(path, at, e);
        return List.of();
      }
    }
    if (names.isEmpty()) {
      problems.add(
          at,
          "no SQL files in " + path,
          there.isEmpty() ? "it lies outside the plan's folder" : "nothing is read from it",
          "name the folder of the plan that holds them");
    }
    return names.stream().map(name -> path + name).toList();
  }

  private Optional<Path> inside(String path, String at) {
    Optional<Path> file = folder.file(path);
    if (file.isEmpty()) {
      problems.add(
          at,
          path + " lies outside the plan's folder",
          "only what is in the folder can be approved",
          "move it into the folder and name it from there");
      return Optional.empty();
    }
    if (!Files.isRegularFile(file.get())) {
      boolean isFolder = Files.isDirectory(file.get());
      problems.add(
          at,
          "there is no file " + path,
          isFolder ? "it is a folder" : "the plan's folder has no such file",
          isFolder ? "name a file in it" : nearest(path));
      return Optional.empty();
    }
    return file;
  }

  private Optional<byte[]> bytes(Path file, String path, String at) {
    try {
      long size = Files.size(file);
      if (size > 0 && size <= PlanFolder.MOST) {
        return Optional.of(Files.readAllBytes(file));
      }
      problems.add(
          at,
          path + (size == 0 ? " is empty" : " has " + size / 1_000_000 + " MB"),
          size == 0
              ? "there is nothing in it to run"
              : "a file is read whole, so 100 MB is the most",
          size == 0 ? "fill it or take it out" : "split it");
    } catch (IOException e) {
      unreadable(path, at, e);
    }
    return Optional.empty();
  }

  private void unreadable(String path, String at, IOException e) {
    problems.add(
        at,
        path + " cannot be read",
        "the worker gets " + e.getClass().getSimpleName(),
        "let the worker's user read it");
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
    String name = stem(Path.of(path));
    try (Stream<Path> files = Files.walk(folder.root())) {
      return files
          .filter(Files::isRegularFile)
          .map(folder.root()::relativize)
          .filter(f -> shared(name, stem(f)) * 2 >= name.length())
          .max(
              Comparator.comparingInt((Path f) -> shared(name, stem(f)))
                  .thenComparing(Comparator.reverseOrder()))
          .map(f -> "did you mean `" + f + "`?")
          .orElse("add it, or correct the path");
    } catch (IOException e) {
      return "add it, or correct the path";
    }
  }

  /** A file's name without its ending, which all scripts share. */
  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
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
