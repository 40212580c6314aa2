package io.soakgate.dev;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process per state folder. The system lets go of the lock when the process dies. */
final class StateLock implements AutoCloseable {
  private final FileChannel file;
  private final Path owner;

  private StateLock(FileChannel file, Path owner) {
    this.file = file;
    this.owner = owner;
  }

  /**
   * Takes the folder.
   *
   * @throws IOException when another process has it; the message names its pid
   */
  static StateLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    // Beside the lock: POSIX gives a lock up as soon as its process closes the file anywhere.
    Path owner = folder.resolve("owner");
    FileChannel file =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!taken(file)) {
      file.close();
      String pid = Files.exists(owner) ? Files.readString(owner).strip() : "not known yet";
      throw new IOException(
          folder
              + " is in use by process "
              + pid
              + ": two would start and stop each other's servers; end that one, or name another"
              + " folder with --state");
    }
    Files.writeString(owner, ProcessHandle.current().pid() + "\n");
    return new StateLock(file, owner);
  }

  private static boolean taken(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (file.isOpen()) {
      Files.deleteIfExists(owner);
      file.close();
    }
  }
}
