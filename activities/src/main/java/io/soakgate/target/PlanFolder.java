package io.soakgate.target;

import io.soakgate.deployment.Script;
import io.soakgate.plan.reading.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One plan's folder. Nothing outside of it is ever read: not by {@code ..}, not by an absolute
 * path, not through a link (B-15).
 *
 * @param root the folder
 */
public record PlanFolder(Path root) {
  /** The largest file that is read whole, in bytes. */
  public static final long MOST = 100_000_000;

  private static final int SHOWN = 12;

  /** The folder of a plan, which need not be there. */
  public static PlanFolder of(Folders folders, String plan) {
    return new PlanFolder(folders.plans().resolve(plan));
  }

  /** A path as a plan writes it; null (and a problem) when it leads out of the plan's folder. */
  public static String path(Node node) {
    String path = node.text();
    if (path != null && leadsOut(path)) {
      node.refuse(
          path + " lies outside the plan's folder",
          "only what is in the folder can be approved",
          "move it into the folder and name it from there");
      return null;
    }
    return path;
  }

  /** Where a path leads, whether or not a file is there; empty when that is outside the folder. */
  public Optional<Path> file(String path) {
    if (leadsOut(path)) {
      return Optional.empty();
    }
    try {
      Path file = root.resolve(path).normalize();
      boolean out = Files.exists(file) && !file.toRealPath().startsWith(root.toRealPath());
      return out ? Optional.empty() : Optional.of(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The bytes of a script, which must be those that were admitted (decision 3).
   *
   * @param scripts the admitted scripts
   * @throws IOException when they are not, naming the file and both digests; or cannot be read
   */
  public byte[] admitted(String path, List<Script> scripts) throws IOException {
    Script admitted =
        scripts.stream()
            .filter(s -> s.path().equals(path))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        path + " is not among the admitted scripts; start a new deployment"));
    Path file =
        file(path).orElseThrow(() -> new IOException(path + " lies outside the plan's folder"));
    if (!Files.isRegularFile(file)) {
      throw new IOException(path + " is gone from the plan's folder; put it back");
    }
    if (Files.size(file) > MOST) {
      throw new IOException(drift(admitted, "larger than " + MOST / 1_000_000 + " MB"));
    }
    byte[] bytes = Files.readAllBytes(file);
    String now = ScriptStore.digest(bytes);
    if (!now.equals(admitted.digest())) {
      throw new IOException(drift(admitted, shortened(now)));
    }
    return bytes;
  }

  private static String drift(Script admitted, String now) {
    return "%s was admitted as %s and is now %s; put the admitted bytes back, or start a new deployment"
        .formatted(admitted.path(), shortened(admitted.digest()), now);
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(SHOWN, digest.length()));
  }

  private static boolean leadsOut(String path) {
    try {
      Path relative = Path.of(path);
      return relative.isAbsolute() || relative.normalize().startsWith("..") || path.isBlank();
    } catch (InvalidPathException e) {
      return true;
    }
  }
}
