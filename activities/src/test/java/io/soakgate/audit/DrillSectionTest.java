package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.DrillActivity.Locked;
import io.soakgate.deployment.DrillStory;
import io.soakgate.deployment.DrillStory.Certificate;
import io.soakgate.deployment.DrillStory.Grade;
import io.soakgate.deployment.DrillStory.Way;
import io.soakgate.deployment.Story.EnvironmentStory;
import io.soakgate.verdict.Policy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("M-130")
class DrillSectionTest {
  private static final DrillStory DRILL =
      new DrillStory(
          null,
          "staging",
          "d-1/staging/before",
          Duration.ofSeconds(41),
          List.of(
              new Certificate(
                  "indexes",
                  Grade.EXACT,
                  "applied in 4.0 s, taken back in 1.0 s",
                  List.of(),
                  Duration.ofSeconds(4),
                  Duration.ofSeconds(1),
                  List.of(
                      new Locked("shop.orders", "ShareLock"),
                      new Locked("shop.people", "ShareLock")),
                  List.of("shop.orders"),
                  List.of()),
              new Certificate(
                  "merge",
                  Grade.IRREVERSIBLE,
                  "rows are merged; applied in 2.0 s",
                  List.of(),
                  Duration.ofSeconds(2),
                  null,
                  List.of(),
                  List.of(),
                  List.of())),
          List.of(
              new Way(
                  "full-restore",
                  Grade.LOSSY,
                  "took 8.0 s; 1 difference, declared",
                  List.of("~ shop.orders: 5 rows, then <4>"),
                  Duration.ofSeconds(8),
                  "41f09d3cb6a27e85",
                  List.of())));

  private static EnvironmentStory story(DrillStory drill) {
    return new EnvironmentStory(
        "production",
        "shop-production",
        "PostgreSQL 15.18",
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Policy.disposable(),
        drill);
  }

  private static String html(DrillStory drill) {
    Html html = Html.document();
    DrillSection.write(html, story(drill));
    return html.done();
  }

  @Test
  void eachCertificateIsARowWithItsTimesToOneScale() {
    assertThat(html(DRILL))
        .contains("drilled on staging&#39;s backup d-1/staging/before in 41.0 s")
        .contains("<span class=\"mark good\">exact</span>")
        .contains("<span class=\"mark unsure\">irreversible</span>")
        .contains("ShareLock: 2 tables")
        .contains("writes anew shop.orders")
        .contains("8.0 s<svg viewBox=\"0 0 120 8\"")
        .contains("width=\"120.0\"")
        .contains("width=\"60.0\"")
        .contains("<code>41f09d3cb6a27e85</code>")
        .contains("~ shop.orders: 5 rows, then &lt;4&gt;");
  }

  @Test
  void aTerminalSaysTheSame() {
    assertThat(DrillSection.lines(story(DRILL)))
        .containsExactly(
            "drilled on staging's backup d-1/staging/before in 41.0 s",
            "change indexes is exact: applied in 4.0 s, taken back in 1.0 s",
            "change merge is irreversible: rows are merged; applied in 2.0 s",
            "rollback full-restore is lossy: took 8.0 s; 1 difference, declared");
  }

  @Test
  void whereNothingWasDrilledTheReasonStands() {
    assertThat(html(DrillStory.none("the staging server has no room")))
        .contains("<span class=\"mark unsure\">not drilled</span>")
        .contains("the staging server has no room");
    assertThat(html(null)).doesNotContain("drilled");
  }
}
