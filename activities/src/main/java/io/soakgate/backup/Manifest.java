package io.soakgate.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What lies beside a dump's files and says what they have to be. Its own digest is the backup's.
 *
 * @param id the backup's id
 * @param server version of the server it was taken from
 * @param tool major version of the {@code pg_dump} that wrote it
 * @param database the database it was taken from
 * @param schemas the schemas that were dumped alone; empty for all
 * @param databaseSize bytes of the database
 * @param tookMillis how long the dump took
 * @param counts what the snapshot held that it was taken from
 * @param files every file of the dump and of what was kept beside it, in the order of their names
 */
record Manifest(
    String id,
    String server,
    int tool,
    String database,
    List<String> schemas,
    long databaseSize,
    long tookMillis,
    RowCounts counts,
    List<Content> files) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "manifest.json";
  private static final String DUMP = "dump";

  /**
   * One file.
   *
   * @param name below the backup's folder
   * @param size bytes
   */
  record Content(String name, long size, String sha256) {}

  /**
   * Reads it.
   *
   * @throws IOException when it is not there, or no manifest
   */
  static Manifest read(Path folder) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(folder.resolve(NAME)), Manifest.class);
    } catch (JacksonException e) {
      throw new IOException(folder.resolve(NAME) + " is no manifest: " + e.getOriginalMessage(), e);
    }
  }

  /** What is in a folder now, but for the manifest itself. */
  static List<Content> contents(Path folder) throws IOException {
    List<Path> files =
        Digest.filesIn(folder).stream()
            .filter(f -> !f.equals(folder.resolve(NAME)) && !f.equals(Proof.in(folder)))
            .toList();
    return Digest.contents(folder, files);
  }

  void write(Path folder) throws IOException {
    byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    try (FileChannel file =
        FileChannel.open(
            folder.resolve(NAME), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(bytes));
      file.force(true);
    }
  }

  /** SHA-256 of the manifest that lies there, hex: the digest of the whole backup. */
  static String digest(Path folder) throws IOException {
    return Digest.of(Files.readAllBytes(folder.resolve(NAME)));
  }

  /** Bytes of all files. */
  long size() {
    return files.stream().mapToLong(Content::size).sum();
  }

  /** Where the dump's own files lie. */
  static Path dumpIn(Path folder) {
    return folder.resolve(DUMP);
  }
}
