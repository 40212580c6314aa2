package io.soakgate.intake;

import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import io.soakgate.audit.TurnedAway;
import io.soakgate.identity.People;
import io.soakgate.slack.Desk;
import io.soakgate.slack.SlackApp;
import io.soakgate.target.Store;
import io.temporal.client.WorkflowClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's ear in Slack. Nothing of the worker waits for it: it connects in the background, for
 * as long as it takes.
 */
public final class Intake implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  // Slack lets connections be opened about once a minute; a second try may follow sooner.
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofSeconds(6);
  private static final int THREADS = 8;
  private static final int WAITING = 64;

  private final Door door;
  private final Voice voice;
  private final ThreadPoolExecutor threads;
  private final Entrance entrance;
  private final Duration again;
  private final ScheduledExecutorService connecting =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "slack-connecting"));
  private boolean told;

  private Intake(
      Door door, Voice voice, ThreadPoolExecutor threads, Entrance entrance, Duration again) {
    this.again = again;
    this.door = door;
    this.voice = voice;
    this.threads = threads;
    this.entrance = entrance;
  }

  /** What an intake is made of once its credentials have been found good. */
  public static final class Ready {
    private final SlackApp slack;
    private final Clicks clicks;
    private final People people;
    private final Credentials credentials;

    private Ready(SlackApp slack, Clicks clicks, People people, Credentials credentials) {
      this.slack = slack;
      this.clicks = clicks;
      this.people = people;
      this.credentials = credentials;
    }

    /**
     * Starts to listen.
     *
     * @param client the way to the deployments
     * @param store takes what is refused
     * @throws IllegalStateException when it cannot listen where it is to
     */
    public Intake start(WorkflowClient client, Store store) {
      return start(client, store, Clock.systemUTC(), AGAIN);
    }

    /**
     * @param again how long after a failure it tries to connect again
     */
    Intake start(WorkflowClient client, Store store, Clock clock, Duration again) {
      Desk desk = new Desk(slack);
      Door door = new Door(people, desk, slack.cards());
      Voice voice = new Voice(client, credentials.key());
      Attendant attendant = new Attendant(door, desk, voice, new TurnedAway(store, clock), clock);
      ThreadPoolExecutor threads = threads();
      Ears ears =
          new Ears(
              attendant,
              new Forms(attendant, desk),
              new Typed(attendant, voice, client, people, clock),
              threads);
      App app = ears.app(config(desk));
      Entrance entrance =
          clicks.http() == null
              ? new SocketEntrance(credentials.app(), app)
              : new HttpEntrance(
                  clicks.http(), app, new Seal(credentials.secret(), clock), attendant);
      Intake intake = new Intake(door, voice, threads, entrance, again);
      intake.connecting.execute(intake::connect);
      return intake;
    }

    /** Whatever is not said here Bolt would take from the process's environment. */
    private AppConfig config(Desk desk) {
      return AppConfig.builder()
          .slack(desk.client())
          .singleTeamBotToken(slack.bot().reveal())
          .signingSecret(credentials.secret() == null ? nobodys() : credentials.secret())
          .clientId(null)
          .clientSecret(null)
          .build();
    }

    /** Without a secret Bolt would go by one that everybody can read. */
    private static String nobodys() {
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      return HexFormat.of().formatHex(random);
    }
  }

  /**
   * Reads and checks what the intake proves itself with; contacts nobody.
   *
   * @throws IllegalStateException when it cannot be trusted; a worker does not start then
   */
  public static Ready ready(SlackApp slack, Clicks clicks, People people) {
    return new Ready(slack, clicks, people, Credentials.read(clicks, people));
  }

  private static ThreadPoolExecutor threads() {
    return new ThreadPoolExecutor(
        THREADS,
        THREADS,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(WAITING),
        work -> daemon(work, "slack-clicks"));
  }

  static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void connect() {
    try {
      if (!door.open()) {
        door.find();
      }
      entrance.open();
      LOG.info("what is pressed in Slack is heard");
    } catch (Exception e) {
      if (!told) {
        LOG.warn(
            "Slack cannot be reached, and nothing that is pressed there is heard; trying again"
                + " every {} s: {}",
            again.toSeconds(),
            e.getMessage());
        told = true;
      }
      if (!connecting.isShutdown()) {
        connecting.schedule(this::connect, again.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Whether what is pressed is heard now. */
  public boolean hears() {
    return door.open() && entrance.connected();
  }

  /** Hears nothing more, and lets what was heard be told; at most 6 s. */
  @Override
  public void close() {
    connecting.shutdownNow();
    entrance.close();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    voice.close();
  }
}
