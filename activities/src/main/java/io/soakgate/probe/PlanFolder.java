package io.soakgate.probe;

import io.soakgate.plan.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One plan's folder, out of which no path leads.
 *
 * @param root the folder
 */
record PlanFolder(Path root) {
  private static final long MOST = 1_000_000;

  /** A path under a key; a problem when it is absolute or leads out of the folder (B-15). */
  static String path(Node node) {
    String path = node.text();
    if (path != null && leadsOut(path)) {
      node.refuse(
          "path " + path, "it leads out of the plan's folder", "write it relative to the folder");
      return null;
    }
    return path;
  }

  /**
   * The file of that path.
   *
   * @throws IOException when it is there but leads out of the folder through a link
   */
  Path file(String path) throws IOException {
    Path file = root.resolve(path);
    boolean out =
        leadsOut(path) || (Files.exists(file) && !file.toRealPath().startsWith(root.toRealPath()));
    if (out) {
      throw new IOException(path + " leads out of the plan's folder");
    }
    return file;
  }

  /** The file's text; at most 1 MB of UTF-8. */
  String text(String path) throws IOException {
    Path file = file(path);
    if (!Files.isRegularFile(file)) {
      throw new IOException(path + " is no file in the plan's folder");
    }
    if (Files.size(file) > MOST) {
      throw new IOException(path + " is larger than 1 MB");
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(path + " is not UTF-8", e);
    }
  }

  private static boolean leadsOut(String path) {
    Path relative = Path.of(path);
    return relative.isAbsolute() || relative.normalize().startsWith("..") || path.isBlank();
  }
}
