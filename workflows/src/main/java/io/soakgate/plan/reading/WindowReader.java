package io.soakgate.plan.reading;

import io.soakgate.plan.Durations;
import io.soakgate.plan.Never;
import io.soakgate.plan.Window;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;

/** Reads when an environment may start. */
final class WindowReader {
  private WindowReader() {}

  /**
   * @param roles the plan's
   */
  static Window read(Node node, Collection<String> roles) {
    Optional<Node> from = node.required("from");
    Optional<Node> to = node.required("to");
    LocalTime opens = from.map(WindowReader::time).orElse(null);
    LocalTime closes = to.map(WindowReader::time).orElse(null);
    ZoneId zone = node.required("zone").map(Zones::read).orElse(null);
    Duration announce = node.optional("announce").map(Node::duration).orElse(Duration.ZERO);
    Never never = node.optional("never").map(NeverReader::read).orElse(Never.NONE);
    Window.Lasts lasts = node.optional("length").flatMap(WindowReader::lasts).orElse(null);
    String pick = node.optional("pick").flatMap(n -> Names.known(n, roles, "role")).orElse(null);
    if (node.isMapping()) {
      node.done();
    }
    if (opens != null && opens.equals(closes)) {
      to.get()
          .refuse("the window closes when it opens", "nothing could start", "write another time");
    }
    Window window = new Window(opens, closes, zone, announce, never, lasts, pick);
    if (lasts != null && opens != null && closes != null) {
      fits(node.optional("length").orElseThrow(), window);
    }
    return window;
  }

  /** {@code 2h..4h}, or one length. */
  private static Optional<Window.Lasts> lasts(Node node) {
    String text = node.text();
    if (text == null) {
      return Optional.empty();
    }
    String[] ends = text.split("\\.\\.", -1);
    Optional<Duration> least = Durations.parse(ends[0]);
    Optional<Duration> most = Durations.parse(ends[ends.length - 1]);
    if (ends.length > 2
        || least.isEmpty()
        || most.isEmpty()
        || least.get().isZero()
        || least.get().compareTo(most.get()) > 0) {
      node.refuse(
          node.words(),
          "it is how long the window is, at least and at most",
          "write it like `2h..4h` or `3h`");
      return Optional.empty();
    }
    return Optional.of(new Window.Lasts(least.get(), most.get()));
  }

  private static void fits(Node node, Window window) {
    if (window.lasts().least().compareTo(window.length()) > 0) {
      node.refuse(
          node.words(),
          "from `from` to `to` it is only " + Durations.words(window.length()),
          "shorten it, or open the window longer");
    }
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
