package io.soakgate.worker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.temporal.client.ActivityWorkerShutdownException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.slf4j.Marker;

/**
 * Keeps out of the log that activities end when their worker is told to stop: it is what was asked
 * for, and another attempt goes on elsewhere. Named in {@code logback.xml}.
 */
public final class OrdinaryStop extends TurboFilter {

  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] arguments,
      Throwable thrown) {
    Stream<Object> told =
        Stream.concat(
            Stream.ofNullable(thrown),
            Arrays.stream(arguments == null ? new Object[0] : arguments));
    return told.anyMatch(ActivityWorkerShutdownException.class::isInstance)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
