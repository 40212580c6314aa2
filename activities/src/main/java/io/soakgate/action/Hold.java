package io.soakgate.action;

import io.soakgate.target.Ask;
import io.soakgate.target.Fences;
import io.soakgate.target.Ledger;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * What an attempt holds while it works: a registered session, the fence's token, the lock.
 *
 * @param beside opens another registered session under the same token and lock
 */
record Hold(
    SqlSession session,
    Ask ask,
    long token,
    Patience patience,
    Pulse pulse,
    Lookout lookout,
    Beside beside)
    implements AutoCloseable {

  /** A second session for work that may go on side by side; closed by whoever opens it. */
  interface Beside {
    Hold open() throws SQLException;
  }

  /** Something Soakgate writes or reads in a transaction of its own. */
  interface InTransaction<T> {
    T run() throws SQLException;
  }

  /** Runs it in a transaction of its own, as the login that deploys. */
  <T> T transaction(InTransaction<T> work) throws SQLException {
    session.begin();
    try {
      asDeployer();
      T result = work.run();
      session.commit();
      return result;
    } finally {
      session.rollback();
    }
  }

  /** Takes back, until the transaction ends, a role the script has taken on. */
  void asDeployer() throws SQLException {
    session.run("SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL ROLE NONE");
  }

  /**
   * The run of this action in its round; empty when there is nothing to undo.
   *
   * @throws io.temporal.failure.ApplicationFailure refused, when the last round is half undone or
   *     was begun with other statements
   */
  Optional<Ledger.Run> run(String digest, int statements) throws SQLException {
    return transaction(() -> runOf(digest, statements));
  }

  /** The round this action belongs to. */
  int round() throws SQLException {
    int round = Ledger.round(session.connection(), ask);
    if (!ask.purpose().equals("APPLY")) {
      return round;
    }
    int[] undos = Ledger.undos(session.connection(), ask, round);
    if (undos[1] > 0) {
      throw Refused.because(
          ask.subject()
              + ": its undo was begun and not finished, so it is neither applied nor undone;"
              + " finish the undo first");
    }
    return undos[0] > 0 ? round + 1 : round;
  }

  /**
   * Waits before the next try of what others kept from being done.
   *
   * @param n which try it was, from 1
   * @param begun when the first one began, {@code System.nanoTime()}
   * @param consequence what became of the try
   * @throws io.temporal.failure.ApplicationFailure type {@code blocked}, when patience is at its
   *     end
   */
  void backOff(SQLException e, int n, long begun, String consequence) throws InterruptedException {
    String words = SqlErrors.words(e) + "; " + consequence + "; in the way: " + lookout.blockers();
    if (n >= patience.tries() || since(begun).compareTo(patience.within()) > 0) {
      throw Refused.forNow(
          ask.subject()
              + ": given up after "
              + n
              + " tries in "
              + since(begun).toSeconds()
              + " s: "
              + words
              + ". End that session or wait for it",
          "blocked");
    }
    Duration pause = patience.before(n + 1);
    Patience.pause(pause, pulse, "try " + (n + 1) + " follows: " + words);
  }

  /** Something that is taken back whole where others are in the way of it. */
  interface Tried<E extends Exception> {
    void run() throws SQLException, InterruptedException, E;
  }

  /**
   * Tries it until nobody is in the way (F-24, F-25), and rolls back after each try.
   *
   * @param consequence what becomes of a try that somebody was in the way of
   * @throws io.temporal.failure.ApplicationFailure as {@link #backOff}
   */
  <E extends Exception> void untilClear(Tally tally, String consequence, Tried<E> work)
      throws SQLException, InterruptedException, E {
    long begun = System.nanoTime();
    for (int n = 1; ; n++) {
      try {
        work.run();
        return;
      } catch (SQLException e) {
        if (!SqlErrors.inTheWay(e)) {
          throw e;
        }
        session.rollback();
        tally.lockRetry();
        backOff(e, n, begun, consequence);
      } finally {
        session.rollback();
      }
    }
  }

  @Override
  public void close() {
    lookout.close();
    session.rollback();
    session.close();
  }

  static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private Optional<Ledger.Run> runOf(String digest, int statements) throws SQLException {
    Fences.check(session.connection(), ask, token);
    int round = round();
    boolean undo = ask.purpose().equals("UNDO");
    if (undo && !Ledger.applied(session.connection(), ask, round)) {
      return Optional.empty();
    }
    Ledger.Run run = Ledger.run(session.connection(), ask, round, digest, statements);
    if (!run.digest().equals(digest)) {
      throw Refused.because(
          ask.subject()
              + ": the ledger says it was begun with other statements (digest "
              + run.digest().substring(0, 12)
              + ", now "
              + digest.substring(0, 12)
              + "); start a new deployment for the new scripts");
    }
    return Optional.of(run);
  }
}
