package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Folders;
import io.soakgate.target.PlanFolder;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * {@code file: {path: …}}: a file of the plan's folder, as the worker sees it: {@code size}, {@code
 * lines} (line feeds) and {@code readable}. A file that is gone is seen: its size is 0. One whose
 * bytes are not those that were admitted is blind: nobody approved what would be looked at.
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
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(
        List.of(
            Gauge.figure("size", Unit.BYTES),
            Gauge.figure("lines", Unit.NONE),
            Gauge.word("readable")));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws IOException {
    String path = path(with);
    PlanFolder folder = PlanFolder.of(folders, request.scope().plan());
    boolean gone = folder.file(path).filter(f -> !Files.exists(f)).isPresent();
    byte[] bytes = gone ? new byte[0] : folder.admitted(path, request.scripts());
    return Measurement.saw(
        clock.instant(),
        List.of(
            Value.number("size", BigDecimal.valueOf(bytes.length), Unit.BYTES),
            Value.number("lines", lines(bytes)),
            Value.text("readable", String.valueOf(!gone))));
  }

  private static String path(Node with) {
    String path = with.required("path").map(PlanFolder::path).orElse(null);
    with.done();
    return path;
  }

  private static long lines(byte[] bytes) {
    long lines = 0;
    for (byte b : bytes) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }
}
