package io.soakgate.sample;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The log of the sample application: one line a request, each with its time. */
final class RequestLog implements AutoCloseable {
  private final BufferedWriter lines;

  private RequestLog(BufferedWriter lines) {
    this.lines = lines;
  }

  /** Begins a new log in this file. */
  static RequestLog in(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return new RequestLog(
        Files.newBufferedWriter(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE));
  }

  synchronized void line(String level, String words) {
    try {
      lines.write(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + level + " " + words + "\n");
      lines.flush();
    } catch (IOException full) {
      // A request is answered whether or not that can be written down.
      System.err.println("the sample application's log takes no lines: " + full.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    try {
      lines.close();
    } catch (IOException done) {
      System.err.println("the sample application's log was not closed: " + done.getMessage());
    }
  }
}
