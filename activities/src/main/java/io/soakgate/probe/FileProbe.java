package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Node;
import io.soakgate.plan.Unit;
import io.soakgate.target.Folders;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * {@code file: {path: …}}: a file of the plan's folder, as the worker sees it: {@code size}, {@code
 * lines} (line feeds) and {@code readable}. A file that is not there is seen: its size is 0.
 */
final class FileProbe implements Probe {
  private final Folders folders;
  private final Clock clock;

  FileProbe(Folders folders, Clock clock) {
    this.folders = folders;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "file";
  }

  @Override
  public List<String> check(Node with) {
    String path = path(with);
    return path == null ? List.of() : List.of(path);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws IOException {
    Path file = new PlanFolder(folders.plans().resolve(request.scope().plan())).file(path(with));
    boolean readable = Files.isRegularFile(file) && Files.isReadable(file);
    long[] counted = readable ? counted(file) : new long[2];
    return Measurement.saw(
        clock.instant(),
        List.of(
            Value.number("size", BigDecimal.valueOf(counted[0]), Unit.BYTES),
            Value.number("lines", counted[1]),
            Value.text("readable", String.valueOf(readable))));
  }

  private static String path(Node with) {
    String path = with.required("path").map(PlanFolder::path).orElse(null);
    with.done();
    return path;
  }

  private static long[] counted(Path file) throws IOException {
    long bytes = 0;
    long lines = 0;
    byte[] part = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        bytes += read;
        for (int i = 0; i < read; i++) {
          lines += part[i] == '\n' ? 1 : 0;
        }
      }
    }
    return new long[] {bytes, lines};
  }
}
