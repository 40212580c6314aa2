package io.soakgate.audit;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.Story.ChangeStory;
import io.soakgate.deployment.Story.EnvironmentStory;
import io.soakgate.verdict.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One line of the timeline picture: something that took time.
 *
 * @param label what it was
 * @param tone the colour of what it came to
 * @param from plan time
 * @param to plan time, not before {@code from}
 * @param side what stands beside it: how long, of how long expected
 */
record Bar(String label, String tone, Instant from, Instant to, String side) {

  /** Everything that took time in one environment, in the order it began. */
  static List<Bar> of(Story story, EnvironmentStory environment) {
    List<Bar> bars = new ArrayList<>();
    environment.changes().forEach(c -> bars.add(change(c)));
    environment
        .watches()
        .forEach(
            w ->
                bars.add(
                    new Bar(
                        "watch " + w.watch(),
                        watchTone(w),
                        w.from(),
                        w.to(),
                        length(w.from(), w.to()))));
    addFromTimeline(story, environment, bars);
    bars.sort(Comparator.comparing(Bar::from).thenComparing(Bar::to));
    return bars;
  }

  private static void addFromTimeline(Story story, EnvironmentStory environment, List<Bar> bars) {
    List<Entry> entries =
        story.timeline().stream()
            .filter(e -> environment.environment().equals(e.environment()))
            .toList();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.kind().equals("gate") && entry.outcome().equals("waiting")) {
        bars.add(gate(entry, entries.subList(i + 1, entries.size()), story.ended()));
      } else if (entry.kind().equals("backup") && taken(entry, environment)) {
        bars.add(backup(entry, environment.backup()));
      } else if (entry.kind().equals("breach") || entry.kind().equals("issue")) {
        bars.add(new Bar(entry.kind(), "bad", entry.at(), entry.at(), Format.clock(entry.at())));
      }
    }
  }

  /** The entry that says what became of the backup, not the one that says that it begins. */
  private static boolean taken(Entry entry, EnvironmentStory environment) {
    return environment.backup() != null && !entry.words().startsWith("begins");
  }

  private static Bar change(ChangeStory change) {
    Duration took = change.took() == null ? Duration.ZERO : change.took();
    String word = change.purpose().equals(Purpose.UNDO.name()) ? "undo " : "";
    String tone =
        change.outcome().equals("ok")
            ? (change.purpose().equals(Purpose.APPLY.name()) ? "good" : "back")
            : "bad";
    String expected = change.expected() == null ? "" : " of " + Format.length(change.expected());
    return new Bar(
        word + change.subject(),
        tone,
        change.from(),
        change.from().plus(took),
        Format.length(change.took()) + expected);
  }

  private static Bar gate(Entry asked, List<Entry> later, Instant end) {
    Entry answer =
        later.stream()
            .filter(e -> e.kind().equals("gate") && e.subject().equals(asked.subject()))
            .filter(e -> !e.outcome().equals("waiting"))
            .findFirst()
            .orElse(null);
    Instant to = answer == null ? end : answer.at();
    String tone = answer != null && answer.outcome().equals("ok") ? "wait" : "bad";
    return new Bar(asked.subject(), tone, asked.at(), to, length(asked.at(), to));
  }

  private static Bar backup(Entry taken, BackupResult backup) {
    long millis =
        backup.values().stream()
            .filter(v -> v.name().equals("took") || v.name().equals("restore-took"))
            .map(Value::number)
            .filter(n -> n != null)
            .mapToLong(n -> n.longValue())
            .sum();
    Duration took = Duration.ofMillis(millis);
    String tone = taken.outcome().equals("ok") ? "good" : "bad";
    return new Bar(
        "backup, and its trial", tone, taken.at().minus(took), taken.at(), Format.length(took));
  }

  private static String watchTone(Story.WatchStory watch) {
    return switch (watch.outcome()) {
      case "ok" -> "watch";
      default -> "bad";
    };
  }

  private static String length(Instant from, Instant to) {
    return Format.length(Duration.between(from, to));
  }
}
