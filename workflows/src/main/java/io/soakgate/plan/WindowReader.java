package io.soakgate.plan;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** Reads when an environment may start. */
final class WindowReader {
  private WindowReader() {}

  static Window read(Node node) {
    Later.refuse(node, Later.WINDOW);
    Optional<Node> from = node.required("from");
    Optional<Node> to = node.required("to");
    LocalTime opens = from.map(WindowReader::time).orElse(null);
    LocalTime closes = to.map(WindowReader::time).orElse(null);
    ZoneId zone = node.required("zone").map(Zones::read).orElse(null);
    Duration announce = node.optional("announce").map(Node::duration).orElse(Duration.ZERO);
    Never never = node.optional("never").map(NeverReader::read).orElse(Never.NONE);
    if (node.isMapping()) {
      node.done();
    }
    if (opens != null && opens.equals(closes)) {
      to.get()
          .refuse("the window closes when it opens", "nothing could start", "write another time");
    }
    return new Window(opens, closes, zone, announce, never);
  }

  static LocalTime time(Node node) {
    String written = node.text();
    if (written == null || written.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
      return written == null ? null : LocalTime.parse(written);
    }
    node.refuse(node.words(), "it is no time of day", "write it like \"02:00\", up to \"23:59\"");
    return null;
  }
}
