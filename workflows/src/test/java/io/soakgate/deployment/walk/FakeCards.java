package io.soakgate.deployment.walk;

import io.soakgate.deployment.CardActivity;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A Slack that keeps every look of every card. */
final class FakeCards implements CardActivity {
  final List<Card> shown = Collections.synchronizedList(new ArrayList<>());
  private volatile String channel;
  private volatile boolean down;
  private volatile boolean missed;
  private volatile CountDownLatch hanging;

  /** The channel the worker's configuration names, or null. */
  String channel() {
    return channel;
  }

  /** The worker has cards. */
  FakeCards in(String channel) {
    this.channel = channel;
    return this;
  }

  /** Nothing can be shown from now on. */
  FakeCards down() {
    down = true;
    return this;
  }

  /** All can be shown again. */
  void up() {
    down = false;
  }

  /** Whether something could not be shown. */
  boolean missed() {
    return missed;
  }

  /** Nothing is answered until it is let go. */
  CountDownLatch hangs() {
    hanging = new CountDownLatch(1);
    return hanging;
  }

  /** Which cards there were, each by its name, in the order they came. */
  List<String> names() {
    synchronized (shown) {
      return shown.stream().map(FakeCards::name).distinct().toList();
    }
  }

  /** Every look of one card. */
  <T extends Face> List<T> looks(String name, Class<T> face) {
    synchronized (shown) {
      return shown.stream()
          .filter(c -> name(c).equals(name))
          .map(c -> face.cast(c.face()))
          .toList();
    }
  }

  /** The last look of one card. */
  <T extends Face> T last(String name, Class<T> face) {
    List<T> all = looks(name, face);
    return all.get(all.size() - 1);
  }

  /** {@code gate/staging/go/1}. */
  static String name(Card card) {
    return card.id().split("/", 3)[2];
  }

  @Override
  public Place show(Card card) {
    CountDownLatch until = hanging;
    if (until != null) {
      wait(until);
    }
    if (down) {
      missed = true;
      throw ApplicationFailure.newNonRetryableFailure("Slack is down", "unshown");
    }
    synchronized (shown) {
      shown.add(card);
      return card.at() != null ? card.at() : new Place("C1", "1." + shown.size());
    }
  }

  private static void wait(CountDownLatch until) {
    try {
      if (!until.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let it go");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
