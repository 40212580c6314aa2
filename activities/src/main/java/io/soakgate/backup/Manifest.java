package io.soakgate.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What lies beside a dump's files and is part of their digest.
 *
 * @param id the backup's id
 * @param server version of the server it was taken from
 * @param database the database it was taken from
 * @param tookMillis how long the dump took
 * @param counts row counts of the snapshot it was taken from
 */
record Manifest(String id, String server, String database, long tookMillis, RowCounts counts) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "manifest.json";
  private static final String DUMP = "dump";

  static Manifest read(Path folder) throws IOException {
    return JSON.readValue(Files.readAllBytes(folder.resolve(NAME)), Manifest.class);
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

  /** Where the dump's own files lie. */
  static Path dumpIn(Path folder) {
    return folder.resolve(DUMP);
  }
}
