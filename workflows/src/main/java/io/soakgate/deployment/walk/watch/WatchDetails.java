package io.soakgate.deployment.walk.watch;

import static io.soakgate.deployment.walk.people.Markdown.plain;

import io.soakgate.deployment.WatchWorkflow.WatchRequest;
import io.soakgate.deployment.walk.people.Details;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What the Temporal UI shows of a watch that runs, in markdown: its bucket, the time left, and how
 * far each rule was from its limit in the bucket before. The deployment itself hears of a watch
 * only when it ends or breaks a rule, so this stands with the watch's own workflow.
 */
record WatchDetails(WatchRequest request, int buckets) {
  private static final int WORDS = 220;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd MMM HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** How a rule stood in the bucket that was judged last. */
  record Standing(
      String rule, Outcome outcome, String words, String margin, String counted, boolean asleep) {}

  /** While this bucket is looked at; nothing stands before the first was judged. */
  String of(Buckets.Bucket bucket, List<Standing> standings) {
    Instant until = request.started().plus(bucket.to());
    Duration left = request.watch().length().minus(bucket.from());
    StringBuilder text = new StringBuilder();
    text.append("# ").append(plain(request.scope().environment() + ": " + request.watch().name()));
    text.append(" · bucket ").append(bucket.number()).append(" of ").append(buckets);
    text.append("\n\n**").append(Words.duration(left)).append(" left**, until ");
    text.append(TIME.format(request.started().plus(request.watch().length())));
    text.append("; this bucket until ").append(TIME.format(until)).append("\n\n");
    text.append(
        standings.isEmpty()
            ? "In this run nothing was judged yet.\n"
            : "In the bucket before:\n\n");
    for (Standing standing : standings) {
      String line = line(standing);
      text.append(text.length() + line.length() > Details.MOST ? "" : line);
    }
    return text.append(Details.CLIPPED).toString();
  }

  private static String line(Standing s) {
    return "- "
        + mark(s)
        + " **"
        + plain(s.rule())
        + "**"
        + (s.margin().isEmpty() ? "" : ": " + plain(s.margin()))
        + (s.counted().isEmpty() ? "" : " · " + plain(s.counted()))
        + " · "
        + plain(Words.cut(s.words(), WORDS))
        + "\n";
  }

  private static String mark(Standing s) {
    return switch (s.outcome()) {
      case PASS -> "✓";
      case FAIL -> s.asleep() ? "snoozed" : "**BROKEN**";
      case INCONCLUSIVE -> "not seen";
    };
  }
}
