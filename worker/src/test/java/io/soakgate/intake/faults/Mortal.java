package io.soakgate.intake.faults;

import io.soakgate.deployment.CardActivity;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Cards of a worker that can die right after it has posted one: that it did is never told to
 * Temporal, and what comes next is done by one that remembers nothing of it. The polling goes on,
 * because the test server loses what it hands to a worker that is gone.
 */
final class Mortal implements CardActivity {
  private final Supplier<CardActivity> fresh;
  private final AtomicInteger until;
  private final Runnable died;
  private final CountDownLatch resting;
  private volatile CardActivity living;

  /**
   * @param fresh a worker's cards as it starts
   * @param until how many more posts until one is the last; shared by all that are meant
   * @param died is told
   * @param resting until when what is dead stays on its thread
   */
  Mortal(Supplier<CardActivity> fresh, AtomicInteger until, Runnable died, CountDownLatch resting) {
    this.fresh = fresh;
    this.until = until;
    this.died = died;
    this.resting = resting;
    this.living = fresh.get();
  }

  @Override
  public Place show(Card card) {
    Place place = living.show(card);
    if (card.at() == null && until.getAndDecrement() == 0) {
      living = fresh.get();
      died.run();
      rest();
    }
    return place;
  }

  private void rest() {
    try {
      resting.await();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("this worker is dead");
  }
}
