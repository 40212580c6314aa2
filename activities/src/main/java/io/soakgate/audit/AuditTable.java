package io.soakgate.audit;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.RecordActivity.Entries;
import io.soakgate.deployment.RecordActivity.Head;
import io.soakgate.target.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Appends to the audit in Soakgate's own database. A batch, the row of the journal that says where
 * its chain ends now, and the status that goes with it come in one transaction: a crash anywhere
 * leaves all of it or nothing, and a chain that verifies.
 *
 * @param clock what entries are said to be recorded at
 */
record AuditTable(Store store, Clock clock) {
  private static final String INSERT =
      """
      INSERT INTO audit.entry
        (deployment, run, stream, number, at, environment, subject, kind, outcome, words, recorded,
         previous, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /**
   * Appends what follows on what is there; what is there already stays as it is.
   *
   * @return the chain's end afterwards; one before the batch when something between is missing
   * @throws Altered when the audit holds something else under a number of the batch
   */
  Head append(Entries batch) throws SQLException {
    try (Connection connection = store.connectToAudit()) {
      Chain chain = chain(connection, batch.deployment(), batch.run(), Chain.DEPLOYMENT);
      Head head = end(connection, chain);
      int known = head.number() - batch.first() + 1;
      if (known < 0) {
        return head;
      }
      int both = Math.min(known, batch.entries().size());
      for (int i = 0; i < both; i++) {
        same(connection, chain, batch.first() + i, batch.entries().get(i));
      }
      List<Entry> fresh = batch.entries().subList(both, batch.entries().size());
      Head now = append(connection, chain, head, fresh);
      if (batch.status() != null) {
        Snapshots.keep(connection, batch, now.number(), clock.instant());
      }
      connection.commit();
      return now;
    }
  }

  /** Appends entries to a stream unless it holds the same already; the store numbers them. */
  void appendOnce(String deployment, String run, String stream, List<Entry> entries)
      throws SQLException {
    try (Connection connection = store.connectToAudit()) {
      Chain chain = chain(connection, deployment, run, stream);
      List<Entry> fresh = new ArrayList<>();
      for (Entry entry : entries) {
        if (!holds(connection, chain, entry)) {
          fresh.add(entry);
        }
      }
      append(connection, chain, end(connection, chain), fresh);
      connection.commit();
    }
  }

  /** The chain, ours until the transaction ends; others append to theirs meanwhile. */
  private static Chain chain(Connection connection, String deployment, String run, String stream)
      throws SQLException {
    durable(connection);
    Chain chain = new Chain(Rows.store(connection), deployment, run, stream);
    lock(connection, chain.root());
    return chain;
  }

  /** What was answered must outlive a crash of the server, however it is tuned. */
  private static void durable(Connection connection) throws SQLException {
    try (PreparedStatement set =
        connection.prepareStatement(
            "SELECT set_config('synchronous_commit', 'on', true)"
                + " WHERE current_setting('synchronous_commit') = 'off'")) {
      set.execute();
    }
  }

  private static Head end(Connection connection, Chain chain) throws SQLException {
    return Rows.last(connection, chain)
        .map(last -> new Head(last.number(), last.hash()))
        .orElse(new Head(0, chain.root()));
  }

  private static void same(Connection connection, Chain chain, int number, Entry entry)
      throws SQLException {
    Link there = Rows.numbered(connection, chain, number).orElse(null);
    if (there == null || !there.tells(entry)) {
      throw new Altered(
          "the audit does not hold what was appended as entry "
              + number
              + " of deployment "
              + chain.deployment()
              + ": somebody changed it; see soakgate audit verify");
    }
  }

  private static boolean holds(Connection connection, Chain chain, Entry entry)
      throws SQLException {
    String sql =
        Rows.ENTRIES
            + " WHERE deployment = ? AND run = ? AND stream = ? AND subject = ? ORDER BY number";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, chain.deployment());
      select.setString(2, chain.run());
      select.setString(3, chain.stream());
      select.setString(4, Canonical.text(entry.subject()));
      try (ResultSet rows = select.executeQuery()) {
        boolean holds = false;
        while (rows.next()) {
          holds |= Rows.link(rows).tells(entry);
        }
        return holds;
      }
    }
  }

  private Head append(Connection connection, Chain chain, Head end, List<Entry> entries)
      throws SQLException {
    if (entries.isEmpty()) {
      return end;
    }
    String recorded = Canonical.time(clock.instant());
    Link last = null;
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Entry entry : entries) {
        int number = last == null ? end.number() + 1 : last.number() + 1;
        last = Link.of(chain, number, entry, recorded, last == null ? end.hash() : last.hash());
        Rows.insert(insert, last);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    journal(connection, chain.store(), last, recorded);
    return new Head(last.number(), last.hash());
  }

  /** Last in its transaction, because here all deployments of the store wait for each other. */
  private static void journal(Connection connection, String store, Link last, String recorded)
      throws SQLException {
    lock(connection, Journaled.root(store));
    Journaled before = null;
    try (PreparedStatement select =
            connection.prepareStatement(Rows.HEADS + " ORDER BY sequence DESC LIMIT 1");
        ResultSet row = select.executeQuery()) {
      before = row.next() ? Rows.journaled(row) : null;
    }
    long sequence = before == null ? 1 : before.sequence() + 1;
    String previous = before == null ? Journaled.root(store) : before.hash();
    Journaled now = Journaled.of(sequence, last, recorded, previous);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO audit.head (sequence, deployment, run, stream, number, head, recorded,"
                + " previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, now.sequence());
      insert.setString(2, now.deployment());
      insert.setString(3, now.run());
      insert.setString(4, now.stream());
      insert.setInt(5, now.number());
      insert.setString(6, now.head());
      insert.setObject(7, Rows.moment(now.recorded()));
      insert.setString(8, now.previous());
      insert.setString(9, now.hash());
      insert.executeUpdate();
    }
  }

  private static void lock(Connection connection, String name) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      lock.setString(1, name);
      lock.execute();
    }
  }

  /** What is there is not what was appended. */
  static final class Altered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Altered(String message) {
      super(message, null, false, false);
    }
  }
}
