package io.soakgate.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.deployment.TellActivity.Message;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.temporal.failure.ApplicationFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TellActivityImplTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T07:00:01Z"), ZoneOffset.UTC);

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Channels channels =
      Channels.of(new PrintStream(printed, true, StandardCharsets.UTF_8), List.of(), null, CLOCK);
  private final TellActivityImpl teller =
      new TellActivityImpl(channels, () -> 1, () -> Duration.ofMinutes(1));

  @Test
  void theConsolePrintsOneLineWithTimeAndMoment() {
    teller.tell(message("console", null, "Deployment successful"));
    teller.tell(message("console", Severity.CRITICAL, "p95 too high\r\nFAKE line\u001b[31m"));

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "2026-11-21 07:00:01Z [engineering] production released: Deployment successful"
                + " (shop-1)",
            "2026-11-21 07:00:01Z [engineering] CRITICAL production released: p95 too high FAKE"
                + " line[31m (shop-1)");
  }

  @Test
  void theLogIsAsLoudAsTheAlert() {
    Logger logger = (Logger) LoggerFactory.getLogger("soakgate.channel.engineering");
    ListAppender<ILoggingEvent> heard = new ListAppender<>();
    heard.start();
    logger.addAppender(heard);
    try {
      teller.tell(message("log", null, "a"));
      teller.tell(message("log", Severity.WARN, "b"));
      teller.tell(message("log", Severity.PAGE, "c"));
    } finally {
      logger.detachAppender(heard);
    }

    assertThat(heard.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.INFO, Level.WARN, Level.ERROR);
    assertThat(heard.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "production released: a (shop-1)",
            "WARN production released: b (shop-1)",
            "PAGE production released: c (shop-1)");
  }

  @Test
  void whatARetryCannotMendIsNotRetried() {
    assertRefused(
        message("pigeon", null, "a"),
        "this worker knows no channel pigeon, only console, log, slack, webhook");
    ObjectNode colour = JsonNodeFactory.instance.objectNode().put("colour", "red");
    Message message =
        new Message(
            "shop-1/0/1",
            "shop-1",
            null,
            "go",
            null,
            "engineering",
            new Spec("log", colour, "plan.yaml:9:3"),
            "a");
    assertRefused(message, "plan.yaml:9:3: unknown key `colour`: no key is known here; remove it");
  }

  @Test
  void twoChannelsOfOneKindAreFatal() {
    assertThatThrownBy(() -> new Channels(List.of(new LogChannel(), new LogChannel())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("two channels are of the kind log");
  }

  private void assertRefused(Message message, String why) {
    assertThatThrownBy(() -> teller.tell(message))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.isNonRetryable()).isTrue();
              assertThat(failure.getOriginalMessage()).isEqualTo(why);
            });
  }

  private static Message message(String kind, Severity severity, String text) {
    Spec spec = new Spec(kind, JsonNodeFactory.instance.objectNode(), "plan.yaml:9:3");
    return new Message(
        "shop-1/0/1", "shop-1", "production", "released", severity, "engineering", spec, text);
  }
}
