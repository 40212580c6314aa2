package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Unit;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a server says about itself: connections, cache. */
@Tag("postgres")
class ServerProbesTest {
  private static Lab lab;

  @BeforeAll
  static void prepareDatabase() {
    lab = Lab.withDatabase("CREATE TABLE dish (id int)");
  }

  @Test
  void everySessionTakesItsShareOfWhatTheServerCanTake() throws Exception {
    Measurement before = lab.look("connections", "{}");
    List<Connection> open = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        Connection connection = lab.target.connect("test");
        connection.setAutoCommit(false);
        connection.createStatement().execute("SELECT 1");
        open.add(connection);
      }
      Measurement after = lab.look("connections", "{}");
      assertThat(number(after, "used").subtract(number(before, "used")))
          .isGreaterThanOrEqualTo(new BigDecimal(5));
      assertThat(number(after, "idle-in-transaction"))
          .isGreaterThanOrEqualTo(number(before, "idle-in-transaction").add(new BigDecimal(5)));
      assertThat(number(after, "used-share")).isGreaterThan(number(before, "used-share"));
      assertThat(after.value("used-share").orElseThrow().unit()).isEqualTo(Unit.PERCENT);
      assertThat(number(after, "used-share"))
          .isEqualByComparingTo(
              number(after, "used")
                  .movePointRight(2)
                  .divide(number(after, "max"), 1, java.math.RoundingMode.HALF_UP));
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
  }

  @Test
  void tooFewBlocksSayNothingAboutTheCache() throws Exception {
    assertThat(lab.look("cache", "least: 1000000000").blind())
        .matches(
            "only \\d+ blocks were read since the statistics began, fewer than 1000000000: a share"
                + " of them says nothing");
    assertThat(lab.look("cache", "least: 1").values())
        .extracting(Value::name)
        .containsExactly("hit-ratio", "hits", "reads", "counting-since");
  }

  @Test
  void theCacheOfABucketIsWhatCameBetweenItsFirstAndItsLastSample() {
    Probe cache = lab.probes().kind("cache").orElseThrow();
    Measurement first = counters("99.00", "9900", "100");

    assertThat(cache.fold(List.of(first, counters("0", "9950", "150"))).value("hit-ratio"))
        .contains(Value.number("hit-ratio", new BigDecimal("50.00"), Unit.PERCENT));
    assertThat(cache.fold(List.of(first, counters("80", "8", "2"))).blind())
        .isEqualTo("the counters began anew within the bucket: hits went from 9900 back to 8");
    assertThat(cache.fold(List.of(first, first)).blind())
        .isEqualTo("no block was read within the bucket");
  }

  private static Measurement counters(String ratio, String hits, String reads) {
    return Lab.saw(
        Value.number("hit-ratio", new BigDecimal(ratio), Unit.PERCENT),
        figure("hits", hits),
        figure("reads", reads),
        Value.text("counting-since", "2026-11-20"));
  }

  private static BigDecimal number(Measurement seen, String name) {
    return seen.value(name).orElseThrow().number();
  }
}
