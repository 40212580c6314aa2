package io.soakgate.probe;

import io.soakgate.verdict.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a log, from a moment on. */
final class LogLines {
  // 2026-11-21T07:00:00.123Z, 2026-11-21 07:00:00+01:00, 2026-11-21 07:00:00.123 UTC
  private static final Pattern STAMP =
      Pattern.compile(
          "\\W?(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?)"
              + " ?(Z|[+-]\\d\\d(?::?\\d\\d)?|[A-Z]{3,4}\\b)?.*");

  // What logs write for a zone. None is sure: EST, IST and BST are several, and half of them change
  // with the season. Any other word is the line's own, such as INFO.
  private static final Set<String> UNSURE =
      Set.of(
          ("ACDT ACST ACT ADT AEDT AEST AKDT AKST ART AST AWST BRT BST CAT CDT CEST CET CLT COT CST"
                  + " EAT EDT EEST EET EST GST HDT HKT HST ICT IDT IST JST KST MDT MEST MET MSD MSK"
                  + " MST MYT NDT NST NZDT NZST PDT PET PHT PKT PST SAST SGT SST TRT VET WAST WAT"
                  + " WEST WET WIB WIT WITA")
              .split(" "));

  private final Instant since;
  private final Instant until;
  private long read;
  private long dated;
  private boolean counts;
  private String strange;

  /**
   * @param since what is older does not count; null counts everything
   * @param until what is not older does not count
   */
  LogLines(Instant since, Instant until) {
    this.since = since;
    this.until = until;
    this.counts = since == null;
  }

  /** How many lines of some files match each pattern, and how many there were. */
  List<Value> count(List<Path> files, List<LogProbe.Count> counting, List<String> ignore)
      throws IOException {
    long[] found = new long[counting.size()];
    long counted = 0;
    for (Path file : files) {
      counted += count(file, counting, ignore, found);
    }
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      values.add(Value.number(counting.get(i).name(), found[i]));
    }
    values.add(Value.number("lines", counted));
    return values;
  }

  private long count(Path file, List<LogProbe.Count> counting, List<String> ignore, long[] found)
      throws IOException {
    long counted = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (takes(line)) {
          counted++;
          tally(line, counting, ignore, found);
        }
      }
    }
    return counted;
  }

  private static void tally(
      String line, List<LogProbe.Count> counting, List<String> ignore, long[] found) {
    if (ignore.stream().anyMatch(line::contains)) {
      return;
    }
    for (int i = 0; i < found.length; i++) {
      found[i] += counting.get(i).pattern().matcher(line).find() ? 1 : 0;
    }
  }

  private boolean takes(String line) {
    read++;
    Matcher stamp = since == null ? null : STAMP.matcher(line);
    if (stamp != null && stamp.matches()) {
      dated++;
      counts = within(stamp);
    }
    return counts;
  }

  private boolean within(Matcher stamp) {
    String zone = stamp.group(3);
    if (zone != null && UNSURE.contains(zone)) {
      strange = zone;
      return false;
    }
    Instant at = instant(stamp);
    return !at.isBefore(since) && at.isBefore(until);
  }

  private static Instant instant(Matcher stamp) {
    LocalDateTime local =
        LocalDateTime.parse(stamp.group(1) + "T" + stamp.group(2).replace(',', '.'));
    return local.atZone(zone(stamp.group(3))).toInstant();
  }

  private static ZoneId zone(String written) {
    try {
      return written == null ? ZoneOffset.UTC : ZoneId.of(written);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  /** A time zone that a line names and that is none for sure; null when there is none. */
  String strange() {
    return strange;
  }

  /** Whether times were asked for and no line carried one. */
  boolean undated() {
    return since != null && read > 0 && dated == 0;
  }
}
