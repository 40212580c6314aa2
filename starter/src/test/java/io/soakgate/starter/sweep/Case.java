package io.soakgate.starter.sweep;

import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.starter.crash.Await;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.List;

/** One deployment that is brought to where it is stopped, and goes on when something broke. */
final class Case {
  private static final String SOAKGATE = "soakgate";
  private static final int RESTORE = 7;
  private static final int INDEX = 8;
  // Looks at the database are cheap, and a question to the walk is work for the worker.
  private static final int ASKS_EVERY = 10;

  private final Stop stop;
  private final Fault fault;
  private final int cell;
  private final Onlooker onlooker;
  private final Latches latches;
  private final SweepDatabase database;
  private final List<InTheWay> inTheWay = new ArrayList<>();
  private String scratch;
  private Walk walk;
  private Fingerprint before;
  private int looks;

  /**
   * @param cell its number in its round, which its database's data know
   */
  Case(Stop stop, Fault fault, int cell, Onlooker onlooker, Latches latches) {
    this.stop = stop;
    this.fault = fault;
    this.cell = cell;
    this.onlooker = onlooker;
    this.latches = latches;
    this.database = new SweepDatabase(onlooker, cell, database(cell));
  }

  /** The plan of a cell, and its target. */
  static String plan(int cell) {
    return "sweep-" + cell;
  }

  /** The database of a cell. */
  static String database(int cell) {
    return "sweep_" + cell;
  }

  String words() {
    return fault + ": " + stop.words();
  }

  Fault fault() {
    return fault;
  }

  Stop stop() {
    return stop;
  }

  SweepDatabase database() {
    return database;
  }

  Walk walk() {
    return walk;
  }

  /** The database before anything. */
  Fingerprint before() {
    return before;
  }

  /** Makes its database. */
  void make() throws Exception {
    database.make();
    before = database.fingerprint();
  }

  /** Brings it to where it is stopped. */
  void bring(WorkflowClient client) throws Exception {
    int first = latch();
    boolean later = stop.ends() != Stop.Ends.SUCCEEDED;
    if (first > 0 && !later) {
      latches.set(cell, first);
    }
    switch (stop) {
      case BACKUP_BEFORE -> hold(database.name(), "DROP SEQUENCE sweep.dumped");
      case FREEZE_BEFORE -> hold(SOAKGATE, database.grip("pg_advisory_xact_lock"));
      case FREEZE_AFTER, FREEZE_RECORDED -> hold(database.name(), "SELECT txid_current()");
      default -> {}
    }
    walk = Walk.start(client, plan(cell), plan(cell) + "-" + fault.name().toLowerCase());
    if (later || stop == Stop.NOWHERE) {
      walk.awaitEnd();
    }
    if (later) {
      latches.set(cell, first);
      walk.rollBack(stop.ends() == Stop.Ends.RESTORED ? "full-restore" : null);
    }
    Await.amongMany(words() + " is reached", this::standing, this::held);
    secondLock(first);
    Await.amongMany(words() + " is stopped", this::standing, this::stopped);
  }

  /** The latch it comes to first; 0 for none. */
  private int latch() {
    return switch (stop) {
      case BACKUP_BEFORE, FREEZE_BEFORE, FREEZE_AFTER, FREEZE_RECORDED, NOWHERE -> 0;
      case BACKUP_AFTER, SWAP_BEFORE, SWAP_AFTER, SWAP_RECORDED -> RESTORE;
      case VERIFY_BEFORE, VERIFY_RECORDED -> INDEX;
      case APPLY_BEFORE -> 1;
      case APPLY_AFTER, APPLY_RECORDED -> 2;
      case BUILD_BEFORE, BUILD_AFTER, BUILD_RECORDED, THAW_BEFORE -> 3;
      case THAW_AFTER, THAW_RECORDED -> 9;
      case UNDO_BEFORE -> 4;
      case UNDO_AFTER, UNDO_RECORDED -> 5;
      case DROP_BEFORE, DROP_AFTER, DROP_RECORDED -> 6;
    };
  }

  /** Some places lie behind a latch, where only a lock on what is written next holds it. */
  private void secondLock(int first) throws Exception {
    if (stop == Stop.BUILD_AFTER || stop == Stop.DROP_AFTER) {
      hold(database.name(), "LOCK TABLE soakgate.applied IN SHARE MODE");
    } else if (stop.thaws()) {
      String row = "SELECT FROM soakgate.read_only WHERE database = '%s' FOR UPDATE";
      hold(SOAKGATE, row.formatted(database.name()));
    } else if (stop == Stop.SWAP_AFTER) {
      String row = "SELECT FROM soakgate.swap WHERE database = '%s' FOR UPDATE";
      hold(SOAKGATE, row.formatted(database.name()));
    } else {
      return;
    }
    latches.release(cell, first);
  }

  private void hold(String in, String lock) throws Exception {
    inTheWay.add(InTheWay.holding(onlooker, in, lock));
  }

  private boolean held() throws Exception {
    if (looks++ % ASKS_EVERY == 0) {
      walk.underWay();
    }
    return latch() == 0 ? stopped() : waits();
  }

  private boolean waits() throws Exception {
    List<String> in = database.waiting(latch());
    scratch = in.isEmpty() ? scratch : in.get(0);
    return !in.isEmpty();
  }

  /** Whether it is where it should be, at this moment. */
  boolean stopped() throws Exception {
    return switch (stop) {
      case NOWHERE -> true;
      case FREEZE_BEFORE -> database.wantsGrip();
      case FREEZE_AFTER, FREEZE_RECORDED -> database.frozen();
      default -> inTheWay.isEmpty() ? waits() : database.waitsFor(inTheWay.get(0).pid(), where());
    };
  }

  /** Whose session it is that waits. */
  private String where() {
    return switch (stop) {
      case BACKUP_BEFORE -> "soakgate/backup/%";
      case SWAP_AFTER -> "soakgate/restore/%";
      case THAW_BEFORE, THAW_AFTER, THAW_RECORDED -> "soakgate/read-only";
      default -> "soakgate/" + plan(cell) + "-%/indexes";
    };
  }

  /** Lets it write down what it did, while nobody hears of it. */
  void record() throws Exception {
    letGo();
    Await.amongMany(words() + " is written down", this::standing, this::recorded);
  }

  private boolean recorded() throws Exception {
    return switch (stop) {
      case VERIFY_RECORDED -> !database.there(scratch);
      case APPLY_RECORDED -> database.finished("orders", "APPLY");
      case BUILD_RECORDED -> database.finished("indexes", "APPLY");
      case UNDO_RECORDED -> database.finished("orders", "UNDO");
      case DROP_RECORDED -> database.finished("indexes", "UNDO");
      case SWAP_RECORDED -> database.swapped();
      case FREEZE_RECORDED -> database.frozen() && database.gripIsFree();
      case THAW_RECORDED -> !database.leased() && database.gripIsFree();
      default -> throw new IllegalStateException(stop + " is not recorded");
    };
  }

  /** The server it was started on may have gone, and another one come. */
  void attach(WorkflowClient client) {
    walk = walk.through(client);
  }

  /** Takes away what stops it. */
  void letGo() throws Exception {
    for (InTheWay one : inTheWay) {
      one.close();
    }
    inTheWay.clear();
    latches.release(cell, Math.max(latch(), 1));
  }

  String standing() throws Exception {
    return walk.standing() + ", at a latch: " + database.waiting(latch());
  }
}
