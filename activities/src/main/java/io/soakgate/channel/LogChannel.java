package io.soakgate.channel;

import io.soakgate.deployment.TellActivity.Message;
import io.soakgate.plan.Severity;
import io.soakgate.plan.reading.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code log: {}}: one line in the worker's log, under {@code soakgate.channel.<name>}. */
final class LogChannel implements Channel {
  @Override
  public String kind() {
    return "log";
  }

  @Override
  public void check(Node with) {
    with.done();
  }

  @Override
  public void say(Node with, Message message, Try now) {
    Logger log = LoggerFactory.getLogger("soakgate.channel." + message.channel());
    String line = Lines.line(message);
    if (message.severity() == null) {
      log.info("{}", line);
    } else if (message.severity() == Severity.WARN) {
      log.warn("{}", line);
    } else {
      log.error("{}", line);
    }
  }
}
