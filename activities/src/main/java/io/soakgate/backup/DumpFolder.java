package io.soakgate.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A dump's folder: {@code <name>.<attempt>.partial} while it is written, {@code <name>} once it is
 * whole and on disk (F-01).
 *
 * @param whole its final place
 */
record DumpFolder(Path whole) {
  private static final String PARTIAL = ".partial";

  boolean complete() {
    return Files.isDirectory(whole);
  }

  /** A new empty folder for this attempt; what killed attempts left is removed. */
  Path begin() throws IOException {
    Files.createDirectories(whole.getParent());
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(whole.getParent(), whole.getFileName() + ".*" + PARTIAL)) {
      for (Path partial : left) {
        remove(partial);
      }
    }
    String attempt = UUID.randomUUID().toString().substring(0, 8);
    Path partial = whole.resolveSibling(whole.getFileName() + "." + attempt + PARTIAL);
    return Files.createDirectory(partial);
  }

  /** Makes the attempt's folder the backup: forced to disk, then renamed. */
  void complete(Path partial) throws IOException {
    for (Path file : Digest.filesIn(partial)) {
      force(file, StandardOpenOption.WRITE);
    }
    force(Manifest.dumpIn(partial), StandardOpenOption.READ);
    force(partial, StandardOpenOption.READ);
    Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
    force(whole.getParent(), StandardOpenOption.READ);
  }

  /** Bytes of all files below a folder; what vanishes meanwhile counts nothing. */
  static long size(Path folder) {
    try {
      long size = 0;
      for (Path file : Digest.filesIn(folder)) {
        size += Files.size(file);
      }
      return size;
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** Removes a folder and all that is in it. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    for (Path file : Digest.filesIn(folder)) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(Manifest.dumpIn(folder));
    Files.deleteIfExists(folder);
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }
}
