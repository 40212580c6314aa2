package io.soakgate.plan.reading;

import io.soakgate.plan.Change;
import io.soakgate.plan.History;
import io.soakgate.plan.History.Tool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads which migration history a plan keeps true, and holds the plan against it (ADR 0016). */
public final class HistoryReader {
  private static final String NONE = "none";
  private static final Pattern TABLE = Pattern.compile("[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*");
  private static final List<String> TOOLS = Arrays.stream(Tool.values()).map(Tool::key).toList();

  private HistoryReader() {}

  /** What stands under {@code history}; empty (and a problem) when it is none. */
  static Optional<History> read(Node node) {
    Optional<Node> none = node.isMapping() ? node.optional(NONE) : Optional.empty();
    if (none.isEmpty()) {
      return kept(node);
    }
    String why = none.get().text();
    node.done();
    return Optional.ofNullable(why).map(w -> new History(null, null, null, w, node.at()));
  }

  /**
   * A tool's table and folder, as they stand under {@code history} and under the probe of that
   * kind.
   *
   * @return empty (and a problem) when they do not
   */
  public static Optional<History> kept(Node node) {
    if (!node.isMapping()) {
      node.keys();
      return Optional.empty();
    }
    List<String> tools = TOOLS.stream().filter(tool -> node.optional(tool).isPresent()).toList();
    Optional<String> folder = node.required("folder").map(HistoryReader::folder);
    if (tools.size() != 1) {
      node.refuse(
          tools.isEmpty() ? "no tool stands here" : "two tools stand here",
          "one key says whose history it is",
          "write one of " + Suggestion.list(TOOLS) + ", with its table");
      node.done();
      return Optional.empty();
    }
    Optional<String> table = node.optional(tools.get(0)).map(HistoryReader::table);
    node.done();
    Tool tool = Tool.values()[TOOLS.indexOf(tools.get(0))];
    return table.flatMap(t -> folder.map(f -> new History(tool, t, f, null, node.at())));
  }

  private static String table(Node node) {
    String table = node.text();
    if (table != null && !TABLE.matcher(table).matches()) {
      node.refuse(
          "`" + YamlText.shortened(table) + "` is no table",
          "it stands with its schema, so that nobody's search path decides",
          "write it like `public.flyway_schema_history`");
      return null;
    }
    return table;
  }

  private static String folder(Node node) {
    String folder = node.text();
    if (folder == null) {
      return null;
    }
    String plain = folder.replaceFirst("/+$", "");
    boolean out = plain.startsWith("/") || List.of(plain.split("/")).contains("..");
    if (plain.isEmpty() || out) {
      node.refuse(
          "`" + YamlText.shortened(folder) + "` is no folder of the plan",
          "only what is in the plan's folder can be approved",
          "name it from there, such as `sql/migrations`");
      return null;
    }
    return plain;
  }

  /** Refuses what would leave the history untrue, or say nothing. */
  static void hold(History history, List<Change> changes, Book book) {
    if (!history.kept()) {
      return;
    }
    if (changes.stream().allMatch(c -> c.migrations().isEmpty())) {
      book.problems.add(
          history.at(),
          "no change applies a file of `" + history.folder() + "`",
          "there would be nothing to write into the history",
          "name the files in `apply`, or leave `history` away");
    }
    Map<String, String> first = new HashMap<>();
    for (Change change : changes) {
      change.migrations().forEach(file -> migration(history, change, file, first, book));
    }
    book.files().forEach((at, files) -> elsewhere(history, changes, at, history.of(files), book));
  }

  private static void migration(
      History history, Change change, String file, Map<String, String> first, Book book) {
    if (!history.tool().takes(History.name(file))) {
      book.problems.add(
          change.apply().at(),
          "`" + file + "` is no versioned migration of " + history.tool().key(),
          "its history could not hold it",
          "name it like `" + history.tool().example() + "`, or move it out of the folder");
    }
    String other = first.putIfAbsent(file, change.name());
    if (other != null) {
      book.problems.add(
          change.apply().at(),
          "`" + file + "` is applied by `" + other + "` already",
          "a migration is applied once",
          "take it out of one of them");
    }
  }

  /** A migration that something else runs would not be written down. */
  private static void elsewhere(
      History history, List<Change> changes, String at, List<String> files, Book book) {
    boolean applied = changes.stream().anyMatch(c -> c.apply().at().equals(at));
    List<String> strangers =
        Stream.ofNullable(applied ? null : files)
            .flatMap(List::stream)
            .filter(f -> history.tool().takes(History.name(f)))
            .distinct()
            .toList();
    for (String file : new ArrayList<>(strangers)) {
      book.problems.add(
          at,
          "`" + file + "` is a migration",
          "only what a change applies is written into the history",
          "apply it by a change, or run a file outside of `" + history.folder() + "`");
    }
  }
}
