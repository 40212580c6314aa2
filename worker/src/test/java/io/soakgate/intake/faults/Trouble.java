package io.soakgate.intake.faults;

import io.soakgate.localslack.Fault;
import io.soakgate.localslack.Faults;
import java.util.List;
import java.util.Random;

/** What goes wrong in one run. */
enum Trouble {
  /** A card is posted, and the answer does not come back. */
  POST_LOST {
    @Override
    void arrange(Faults faults, Random random) {
      later(faults, "chat.postMessage", random.nextInt(4), Fault.REPLY_LOST);
    }
  },
  /** The answer does not come back, and then nobody can look whether it is there. */
  POST_LOST_AND_BLIND {
    @Override
    void arrange(Faults faults, Random random) {
      later(faults, "chat.postMessage", random.nextInt(2) * 2, Fault.REPLY_LOST);
      faults.next("conversations.history", one(random, UNANSWERED));
      faults.next("conversations.replies", one(random, UNANSWERED));
    }
  },
  /** A card is edited, and the answer does not come back. */
  EDIT_LOST {
    @Override
    void arrange(Faults faults, Random random) {
      later(faults, "chat.update", random.nextInt(3), Fault.REPLY_LOST);
    }
  },
  LIMITED {
    @Override
    void arrange(Faults faults, Random random) {
      later(faults, one(random, METHODS), random.nextInt(2), Fault.RATE_LIMITED);
      later(faults, one(random, METHODS), random.nextInt(2), Fault.RATE_LIMITED);
    }
  },
  UNAVAILABLE {
    @Override
    void arrange(Faults faults, Random random) {
      later(faults, one(random, METHODS), random.nextInt(3), Fault.UNAVAILABLE);
      later(faults, one(random, METHODS), random.nextInt(2), Fault.UNAVAILABLE);
    }
  },
  HANGS {
    @Override
    void arrange(Faults faults, Random random) {
      later(faults, one(random, METHODS.subList(0, 2)), random.nextInt(3), Fault.HANGS);
    }
  },
  /** The socket is cut when somebody clicks. */
  SOCKET_CUT,
  /** The socket stays open when somebody clicks, and nothing comes through. */
  SOCKET_HALF_OPEN,
  /** The worker that posts a card is gone before it can say so. */
  KILLED,
  /** As before, and the one that takes over loses an answer. */
  KILLED_AND_LOST {
    @Override
    void arrange(Faults faults, Random random) {
      later(faults, "chat.postMessage", 1 + random.nextInt(3), Fault.REPLY_LOST);
    }
  },
  /** The same click comes to both workers. */
  CLICK_TWICE,
  /** Somebody clicks twice, impatiently. */
  TWO_CLICKS;

  private static final List<String> METHODS =
      List.of("chat.postMessage", "chat.update", "users.info", "conversations.list");
  private static final List<Fault> UNANSWERED = List.of(Fault.UNAVAILABLE, Fault.RATE_LIMITED);

  /** That of a run. */
  static Trouble of(int seed) {
    return values()[seed % values().length];
  }

  /** Has Slack go wrong. */
  void arrange(Faults faults, Random random) {}

  /** Whether the worker that posts is killed. */
  boolean kills() {
    return this == KILLED || this == KILLED_AND_LOST;
  }

  private static <T> T one(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static void later(Faults faults, String method, int after, Fault fault) {
    for (int i = 0; i < after; i++) {
      faults.next(method, Fault.NONE);
    }
    faults.next(method, fault);
  }
}
