package io.soakgate.channel;

import io.soakgate.deployment.TellActivity.Message;
import io.soakgate.plan.reading.Node;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** {@code console: {}}: one plain line on the worker's standard output, with the time (UTC). */
final class ConsoleChannel implements Channel {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final Clock clock;

  ConsoleChannel(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "console";
  }

  @Override
  public void check(Node with) {
    with.done();
  }

  @Override
  public void say(Node with, Message message, Try now) {
    out.println(
        TIME.format(clock.instant()) + " [" + message.channel() + "] " + Lines.line(message));
    out.flush();
  }
}
