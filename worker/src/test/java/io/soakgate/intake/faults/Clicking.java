package io.soakgate.intake.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.localslack.Member;
import io.soakgate.localslack.Post;
import io.soakgate.localslack.Room;
import io.soakgate.slack.Pressed;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Somebody who clicks as soon as there is a button, and again while it stays. */
final class Clicking {
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  private final LocalSlack slack;
  private final Room room;
  private final Member person;
  private final Trouble trouble;
  private final Random random;
  private final String deployment;
  private int clicks;
  private long last;

  Clicking(
      LocalSlack slack,
      Room room,
      Member person,
      Trouble trouble,
      Random random,
      String deployment) {
    this.slack = slack;
    this.room = room;
    this.person = person;
    this.trouble = trouble;
    this.random = random;
    this.deployment = deployment;
  }

  /** Looks, and clicks when it is time. */
  void next() throws InterruptedException {
    Optional<Post> gate =
        room.posts().stream()
            .filter(p -> Lane.name(p).startsWith(deployment + "/"))
            .filter(p -> p.button(Pressed.APPROVE) != null)
            .findFirst();
    if (gate.isPresent() && (clicks == 0 || System.nanoTime() - last > AGAIN_NANOS)) {
      clicks++;
      try {
        click(gate.get().ts());
      } catch (IllegalArgumentException gone) {
        last = 0; // somebody's first click took the button away
      }
      last = System.nanoTime();
    }
  }

  private void click(String ts) throws InterruptedException {
    boolean first = clicks == 1;
    ObjectNode click = pressed(ts);
    if (first && trouble == Trouble.SOCKET_CUT) {
      cut(click);
    } else if (first && trouble == Trouble.SOCKET_HALF_OPEN) {
      slack.halfOpen(true);
      slack.hands().send(click);
      slack.halfOpen(false);
      slack.cut();
    } else {
      slack.hands().send(click);
    }
    if (first && trouble == Trouble.CLICK_TWICE) {
      slack.hands().send(click);
    }
    if (first && trouble == Trouble.TWO_CLICKS) {
      slack.hands().send(pressed(ts));
    }
  }

  private ObjectNode pressed(String ts) {
    return slack.hands().pressed(person, room, ts, Pressed.APPROVE);
  }

  /** Before the click comes through, or while it does. */
  private void cut(ObjectNode click) throws InterruptedException {
    if (random.nextBoolean()) {
      slack.cut();
      slack.hands().send(click);
    } else {
      Thread cutting = new Thread(slack::cut, "cutting");
      cutting.start();
      slack.hands().send(click);
      cutting.join();
    }
  }
}
