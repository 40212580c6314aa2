package io.soakgate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.soakgate.audit.TurnedAway;
import io.soakgate.identity.People;
import io.soakgate.identity.People.Owner;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.localslack.Member;
import io.soakgate.localslack.Post;
import io.soakgate.localslack.Room;
import io.soakgate.slack.Desk;
import io.soakgate.slack.Pressed;
import io.soakgate.slack.SlackApp;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What becomes of a click that the worker itself breaks at. */
class AttendantTest {
  private static final Member LEAD = Member.of("U0000LEAD", "brian");
  private static final String GATE =
      Pressed.gate("shop-1", "7f", "production", "go", 1, "d1".repeat(32)).value();

  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  @Test
  void aClickThatBreaksTheWorkerIsAuditedAndSaidToBeUnrecorded() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(Attendant.class);
    heard.start();
    logger.addAppender(heard);
    try (LocalSlack slack = LocalSlack.start()) {
      slack.workspace().add(LEAD);
      Room room = slack.workspace().channel("prod-deployment", false);
      Attendant attendant = attendant(slack);
      attendant.door().find();

      attendant.pressed(click(room), Pressed.APPROVE, GATE);

      assertThat(room.shownTo(LEAD.id()))
          .extracting(Post::text)
          .containsExactly(
              "not recorded: something broke in the worker; click again, or use the CLI");
    } finally {
      logger.detachAppender(heard);
    }
    assertThat(heard.list)
        .filteredOn(e -> e.getLevel() == Level.WARN)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "refused (shop-1): Slack user U0000LEAD of T0000SOAK in C0000001: not recorded, as"
                + " something broke in the worker");
  }

  /** Without a voice, which every click needs. */
  private Attendant attendant(LocalSlack slack) throws Exception {
    Path bot = Files.writeString(folder.resolve("bot"), slack.tokens().bot());
    SlackApp app = new SlackApp(slack.url(), new Secret("file:" + bot), "prod-deployment");
    Desk desk = new Desk(app);
    People people =
        new People(List.of(new Owner("brian", List.of(), LEAD.id())), List.of(), List.of());
    Store none = new Store("jdbc:postgresql://127.0.0.1:1/none", "nobody", new Secret("env:NONE"));
    Clock clock = Clock.systemUTC();
    return new Attendant(
        new Door(people, desk, "prod-deployment"), desk, null, new TurnedAway(none, clock), clock);
  }

  private static Click click(Room room) {
    String now = Clock.systemUTC().instant().getEpochSecond() + ".1";
    return new Click("A0000SOAK", "T0000SOAK", LEAD.id(), room.id(), "1.1", null, now, null);
  }
}
