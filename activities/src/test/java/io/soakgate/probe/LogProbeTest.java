package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.Span;
import io.soakgate.probe.look.Looks;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogProbeTest {
  private static final String ERRORS =
      "{endpoint: api, count: {errors: 'ERROR|PANIC', warnings: WARNING}, ignore: [soakgate/]%s}";
  @TempDir Path folder;

  @Test
  void linesAreCountedByPatternAndOurOwnAreLeftOut() throws Exception {
    Lab lab =
        log(
            """
            2026-11-21 06:59:00.123 UTC [7] api ERROR:  no such dish
            2026-11-21 06:59:01.123 UTC [8] soakgate/probe/persona ERROR:  refused
            2026-11-21 06:59:02.123 UTC [7] api WARNING:  slow
            """);

    assertThat(lab.look("log", ERRORS.formatted("")))
        .isEqualTo(Lab.saw(figure("errors", "1"), figure("warnings", "1"), figure("lines", "3")));
  }

  @Test
  void onlyTheTimeThatIsAskedForCountsWithWhatBelongsToIt() throws Exception {
    Lab lab =
        log(
            """
            2026-11-21T05:59:59Z ERROR old
              ERROR a line of the old one
            2026-11-21T07:00:00+01:00 ERROR an hour ago
              ERROR a line of that
            [2026-11-21 06:30:00,5] fine
            """);

    assertThat(lab.look("log", ERRORS.formatted(", since: 1h")))
        .isEqualTo(Lab.saw(figure("errors", "2"), figure("warnings", "0"), figure("lines", "3")));
  }

  /** PostgreSQL writes them where {@code log_timezone} is a place. */
  @Test
  void aLogInLocalTimeIsNotTakenForOneWithoutErrors() throws Exception {
    Lab lab = log("2026-11-21 02:30:00 EDT ERROR in this hour\n");

    assertThat(lab.look("log", ERRORS.formatted(", since: 1h")))
        .isEqualTo(
            Lab.blind(
                "the log api writes the time zone EDT, which is not the same everywhere; have it"
                    + " written as UTC or as an offset, in PostgreSQL by log_timezone"));
    assertThat(lab.look("log", ERRORS.formatted("")))
        .as("where no time is asked for")
        .isEqualTo(Lab.saw(figure("errors", "1"), figure("warnings", "0"), figure("lines", "1")));
  }

  @Test
  void aWordBehindTheTimeIsNoZone() throws Exception {
    Lab lab =
        log(
            """
            2026-11-21 06:30:00,123 INFO ready
            2026-11-21 06:30:00 GMT WARNING slow
            2026-11-21 06:30:00 ERROR gone
            """);

    assertThat(lab.look("log", ERRORS.formatted(", since: 1h")))
        .isEqualTo(Lab.saw(figure("errors", "1"), figure("warnings", "1"), figure("lines", "3")));
  }

  @Test
  void aRotatedFileThatIsTooLongIsNotPassedOver() throws Exception {
    Lab lab = log("2026-11-21T06:59:00Z fine\n");
    try (RandomAccessFile rotated =
        new RandomAccessFile(folder.resolve("server.log.1").toFile(), "rw")) {
      rotated.setLength(64_000_001);
    }

    assertThat(lab.look("log", ERRORS.formatted(", since: 1h")))
        .isEqualTo(
            Lab.blind(
                "the log api was rotated within that time, and the file that ends in .1 is longer"
                    + " than 64 MB; rotate it more often"));
  }

  /** A bucket that is hurried stands for more time than the watch has lasted. */
  @Test
  void aBucketCountsItsOwnTimeAndNothingFromBeforeItsWatch() throws Exception {
    Lab lab =
        log(
            """
            2026-11-21T06:20:00Z ERROR before the release
            2026-11-21T06:40:00Z ERROR in an earlier bucket
            2026-11-21T06:50:00Z ERROR in this one
            2026-11-21T07:00:00Z ERROR in the next one
            """);
    Instant from = Lab.NOW.minusSeconds(900);
    Instant began = Lab.NOW.minusSeconds(1800);

    assertThat(errors(lab, new Span(from, Lab.NOW, began))).isEqualTo(1);
    assertThat(errors(lab, new Span(Lab.NOW.minusSeconds(86400), Lab.NOW, began))).isEqualTo(2);
  }

  private static int errors(Lab lab, Span span) throws Exception {
    ProbeRequest request =
        new ProbeRequest(
            Lab.scope(), null, Lab.spec("log", ERRORS.formatted(", since: 1h")), List.of());
    return new Looks(lab.probes(), Lab.CLOCK)
        .look(request.in(span))
        .value("errors")
        .orElseThrow()
        .number()
        .intValue();
  }

  @Test
  void aLogThatCannotBeReadOrDatedIsNotSeen() throws Exception {
    assertThat(log("no time here").look("log", ERRORS.formatted(", since: 1h")))
        .isEqualTo(Lab.blind("no line of the log api begins with a time stamp"));
    assertThat(
            Lab.withEndpoint(folder.resolve("gone.log").toUri()).look("log", ERRORS.formatted("")))
        .isEqualTo(Lab.blind("the worker cannot read the log api"));
    assertThat(Lab.withEndpoint(URI.create("http://127.0.0.1:1")).look("log", ERRORS.formatted("")))
        .isEqualTo(
            Lab.blind(
                "target shop-staging has no log api; name its file under its endpoints in the"
                    + " worker's configuration, as file:///path"));
    assertThat(Lab.alone().refused("log", "{endpoint: api, count: {errors: '('}}"))
        .containsExactly("plan.yaml:7:5: ( is no regular expression: Unclosed group; mend it");
  }

  private Lab log(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("server.log"), text);
    return Lab.withEndpoint(file.toUri());
  }
}
