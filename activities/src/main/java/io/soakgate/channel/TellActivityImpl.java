package io.soakgate.channel;

import io.soakgate.channel.Channel.Try;
import io.soakgate.deployment.TellActivity;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Tells people through the channels of this worker. */
public final class TellActivityImpl implements TellActivity {
  private final Channels channels;
  private final IntSupplier attempt;
  private final Supplier<Duration> time;

  public TellActivityImpl(Channels channels) {
    this(
        channels,
        () -> Activity.getExecutionContext().getInfo().getAttempt(),
        () -> Activity.getExecutionContext().getInfo().getStartToCloseTimeout());
  }

  /**
   * @param attempt which try it is, from 1
   * @param time how long it may take from its beginning
   */
  public TellActivityImpl(Channels channels, IntSupplier attempt, Supplier<Duration> time) {
    this.channels = channels;
    this.attempt = attempt;
    this.time = time;
  }

  @Override
  public void tell(Message message) {
    Try now = new Try(attempt.getAsInt() > 1, Instant.now().plus(time.get()));
    String kind = message.spec().kind();
    Channel channel = channels.kind(kind).orElseThrow(() -> refused(unknown(kind)));
    Problems problems = new Problems();
    channel.check(Node.of(message.spec().with(), message.spec().at(), problems));
    if (!problems.none()) {
      throw refused(problems.list().stream().map(Problem::line).collect(Collectors.joining("; ")));
    }
    try {
      Node with = Node.of(message.spec().with(), message.spec().at(), problems);
      channel.say(with, message, now);
    } catch (ApplicationFailure e) {
      throw e;
    } catch (Untold e) {
      throw refused(untold(message, e));
    } catch (Exception e) {
      throw ApplicationFailure.newFailure(untold(message, e), "untold");
    }
  }

  private static String untold(Message message, Exception why) {
    return "channel " + message.channel() + " could not be told: " + why.getMessage();
  }

  private String unknown(String kind) {
    return "this worker knows no channel " + kind + ", only " + String.join(", ", channels.names());
  }

  // What a retry cannot mend.
  private static ApplicationFailure refused(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, "refused");
  }
}
