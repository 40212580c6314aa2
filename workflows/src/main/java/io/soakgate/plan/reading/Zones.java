package io.soakgate.plan.reading;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Time zones of windows: IANA regions, whose summer time is known (T-13, B-35). */
final class Zones {
  /** An abbreviation's region and the fixed offset it stands for, as IANA writes it (inverted). */
  private static final Map<String, String[]> ABBREVIATIONS =
      Map.ofEntries(
          Map.entry("EST", new String[] {"America/New_York", "Etc/GMT+5"}),
          Map.entry("EDT", new String[] {"America/New_York", "Etc/GMT+4"}),
          Map.entry("CST", new String[] {"America/Chicago", "Etc/GMT+6"}),
          Map.entry("CDT", new String[] {"America/Chicago", "Etc/GMT+5"}),
          Map.entry("MST", new String[] {"America/Denver", "Etc/GMT+7"}),
          Map.entry("MDT", new String[] {"America/Denver", "Etc/GMT+6"}),
          Map.entry("PST", new String[] {"America/Los_Angeles", "Etc/GMT+8"}),
          Map.entry("PDT", new String[] {"America/Los_Angeles", "Etc/GMT+7"}),
          Map.entry("HST", new String[] {"Pacific/Honolulu", "Etc/GMT+10"}),
          Map.entry("GMT", new String[] {"Europe/London", "Etc/GMT"}),
          Map.entry("BST", new String[] {"Europe/London", "Etc/GMT-1"}),
          Map.entry("CET", new String[] {"Europe/Berlin", "Etc/GMT-1"}),
          Map.entry("CEST", new String[] {"Europe/Berlin", "Etc/GMT-2"}),
          Map.entry("IST", new String[] {"Asia/Kolkata", "Asia/Kolkata"}),
          Map.entry("JST", new String[] {"Asia/Tokyo", "Etc/GMT-9"}));

  private static final Set<String> REGIONS =
      ZoneId.getAvailableZoneIds().stream()
          .filter(id -> (id.contains("/") && !id.startsWith("SystemV/")) || id.equals("UTC"))
          .collect(Collectors.toCollection(TreeSet::new));

  private static final Instant SUMMER = Instant.parse("2026-07-01T00:00:00Z");

  private Zones() {}

  /** The region; null (and a problem) when this is none. */
  static ZoneId read(Node node) {
    String written = node.text();
    if (written == null || REGIONS.contains(written)) {
      return written == null ? null : ZoneId.of(written);
    }
    String[] meant = ABBREVIATIONS.get(written);
    if (meant != null) {
      node.refuse(
          node.words(),
          "an abbreviation does not say when summer time begins",
          "write " + meant[0] + " for the clock on the wall there" + twoInUtc(meant));
    } else if (written.matches("((GMT|UTC)?[+-][0-9:]+|Z)")) {
      node.refuse(
          node.words(),
          "a fixed offset is wrong for half of the year",
          "write a region such as America/New_York, or Etc/GMT+5 for five hours behind UTC");
    } else {
      node.refuse(
          node.words(),
          "it is no IANA region",
          Suggestion.nearest(written, REGIONS)
              .map(near -> "did you mean `" + near + "`?")
              .orElse("write one such as America/New_York, Europe/Berlin or UTC"));
    }
    return null;
  }

  /** What two o'clock at night means with either name: an hour apart for half of the year. */
  private static String twoInUtc(String[] meant) {
    if (meant[0].equals(meant[1])) {
      return " (02:00 is " + twoInUtc(meant[0]) + ")";
    }
    return " (02:00 is "
        + twoInUtc(meant[0])
        + " in summer), or "
        + meant[1]
        + " for one that is never set (02:00 is always "
        + twoInUtc(meant[1])
        + ")";
  }

  private static String twoInUtc(String zone) {
    LocalTime two = LocalTime.of(2, 0);
    return two.minusSeconds(ZoneId.of(zone).getRules().getOffset(SUMMER).getTotalSeconds()) + "Z";
  }
}
