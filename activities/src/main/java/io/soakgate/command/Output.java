package io.soakgate.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a program said.
 *
 * @param tail the end of it
 * @param lines how many lines it was
 */
record Output(String tail, long lines) {
  private static final int MOST = 16_000;

  static Output of(Path file) throws IOException {
    long lines = 0;
    byte last = '\n';
    byte[] kept = new byte[0];
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      byte[] part = new byte[8192];
      long at = 0;
      for (int read = in.read(part); read > 0; read = in.read(part)) {
        for (int i = 0; i < read; i++) {
          lines += part[i] == '\n' ? 1 : 0;
        }
        last = part[read - 1];
        at += read;
      }
      lines += last == '\n' ? 0 : 1;
      kept = tail(file, Math.max(0, Math.min(size, at) - MOST));
    }
    String text = new String(kept, StandardCharsets.UTF_8).strip();
    return new Output(kept.length < MOST ? text : "… " + text, lines);
  }

  private static byte[] tail(Path file, long from) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      return in.readNBytes(MOST);
    }
  }
}
