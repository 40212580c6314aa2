package io.soakgate.action;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Migrations;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.Script;
import io.soakgate.history.HistoryTable;
import io.soakgate.history.MigrationFile;
import io.soakgate.plan.History;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an action does to the application's migration history, in the very transaction of the action
 * (ADR 0016): an apply writes the rows of its migrations, an undo takes them out.
 *
 * @param history whose history it is; null when nothing is done to any
 * @param folder all files of the history's folder
 * @param files the migrations, in the order they are applied
 * @param undo whether they are taken out
 */
record Migrated(
    History history, List<MigrationFile> folder, List<MigrationFile> files, boolean undo) {
  private static final Migrated NOTHING = new Migrated(null, List.of(), List.of(), false);

  /** Where the bytes of an admitted script come from. */
  interface Bytes {
    byte[] of(String path);
  }

  static Migrated of(ActRequest request, Bytes bytes) {
    Migrations asked = request.migrations();
    if (asked == null || asked.files().isEmpty()) {
      return NOTHING;
    }
    List<MigrationFile> folder =
        asked.history().of(request.scripts().stream().map(Script::path).toList()).stream()
            .map(path -> new MigrationFile(path, bytes.of(path)))
            .toList();
    List<MigrationFile> files =
        asked.files().stream()
            .map(path -> folder.stream().filter(f -> f.path().equals(path)).findFirst())
            .map(file -> file.orElseThrow())
            .toList();
    return new Migrated(asked.history(), folder, files, request.purpose() != Purpose.APPLY);
  }

  /**
   * Takes the table for this transaction and sees that the history can stay true.
   *
   * @throws io.temporal.failure.ApplicationFailure refused, when it cannot
   */
  void begin(SqlSession session) throws SQLException {
    if (history == null) {
      return;
    }
    HistoryTable table = HistoryTable.of(history);
    session.run(table.lock());
    String closed = table.closed(session.connection(), folder);
    List<String> why = new ArrayList<>(closed == null ? List.of() : List.of(closed));
    if (!undo) {
      why.addAll(
          table
              .course(session.connection(), folder)
              .against(files.stream().map(MigrationFile::path).toList()));
    }
    if (!why.isEmpty()) {
      throw Refused.because(
          history.table() + " speaks against it: " + String.join("; ", why) + ". Nothing was done");
    }
  }

  /** A row that cannot be committed with what it is about would not be true for a while. */
  void refuseOutside(String subject) {
    if (history != null) {
      throw Refused.because(
          subject
              + ": it does not run in one transaction, so "
              + history.table()
              + " cannot be written with it");
    }
  }

  /** Writes or takes out the rows; the transaction's owner is the login that deploys. */
  void end(SqlSession session) throws SQLException {
    for (String sql : sql()) {
      session.run(sql);
    }
  }

  /** The same as statements, for a file that a person runs. */
  List<String> sql() {
    List<String> all = new ArrayList<>();
    if (history != null) {
      HistoryTable table = HistoryTable.of(history);
      List<MigrationFile> order = new ArrayList<>(files);
      if (undo) {
        Collections.reverse(order);
      }
      order.forEach(
          file -> all.addAll(undo ? table.forget(file, folder) : table.write(file, folder)));
    }
    return all;
  }

  /** What became of the history, to be said behind what was done; empty when nothing did. */
  String words() {
    if (history == null) {
      return "";
    }
    String names = files.stream().map(MigrationFile::name).collect(Collectors.joining(", "));
    return "; " + history.table() + (undo ? " holds " + names + " no more" : " holds " + names);
  }
}
