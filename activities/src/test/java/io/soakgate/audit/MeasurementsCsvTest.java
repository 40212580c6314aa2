package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Evidence.Seen;
import io.soakgate.deployment.Story;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Grid;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementsCsvTest {
  private static final Instant AT = Instant.parse("2026-11-21T07:00:00Z");

  @TempDir Path home;

  @Test
  void everyMeasurementIsALineAndWhatCameBeforeTheChangesHasAFileOfItsOwn() throws Exception {
    Story story =
        SampleStory.with(
            List.of(
                seen("before", "tables", null, Value.number("combo_items", 63)),
                seen(
                    "after", "speed", null, millis("p95", "12.50"), Value.text("word", "=a,\"b\"")),
                seen("end", "api", "no answer, at all")));

    Path report = Path.of(new ReportFolder(home).write(story).html());

    String head = "at,environment,moment,subject,kind,value,figure,unit\r\n";
    String first = "2026-11-21T07:00:00Z,staging,before,tables,rows,combo_items,63,\r\n";
    assertThat(Files.readString(report.resolveSibling("measurements.csv")))
        .isEqualTo(
            head
                + first
                + "2026-11-21T07:00:00Z,staging,after,speed,rows,p95,12.5,ms\r\n"
                + "2026-11-21T07:00:00Z,staging,after,speed,rows,word,\"'=a,\"\"b\"\"\",\r\n"
                + "2026-11-21T07:00:00Z,staging,end,api,rows,not seen,\"no answer, at all\",\r\n");
    assertThat(Files.readString(report.resolveSibling("staging_pre_deploy_metrics.csv")))
        .isEqualTo(head + first);
  }

  @Test
  void theIssuesAreAFileOfTheirOwn() throws Exception {
    Path report = Path.of(new ReportFolder(home).write(SampleStory.rolledBack()).html());

    assertThat(Files.readString(report.resolveSibling("issues.csv")))
        .isEqualTo(
            "number,at,environment,by,issue,severity,resolution,time lost,time to resolve,notes\r\n"
                + "1,2026-11-20T22:06:40Z,staging,santiago,the menu page of restaurant 123 was"
                + " slow,medium,statistics renewed,15m,PT20M,seen on two tills\r\n"
                + "2,2026-11-20T23:30:00Z,production,rule,rule slow,,,,,\r\n");
  }

  @Test
  void aTableThatAProbeSawIsShownAndAFileOfItsOwn() throws Exception {
    Grid top =
        new Grid(
            List.of("calls", "query"),
            List.of(List.of("7", "SELECT 1, 2"), List.of("5", "=danger()")));
    Story story =
        SampleStory.with(
            List.of(
                new Seen(AT, "staging", "verify rls", "top", "call", List.of(), null, top),
                seen("end", "top", null, Value.number("n", 1))));

    Path report = Path.of(new ReportFolder(home).write(story).html());

    assertThat(Files.readString(report.resolveSibling("staging_verify_rls_top.csv")))
        .isEqualTo("calls,query\r\n7,\"SELECT 1, 2\"\r\n5,'=danger()\r\n");
    assertThat(Files.readString(report))
        .contains("<h3>staging, verify rls, top</h3>", "<td>SELECT 1, 2</td>");
    assertThat(ReportText.of(story))
        .contains(
            "Tables that probes saw\n  staging, verify rls, top: calls | query\n    7 | SELECT 1, 2\n");
  }

  @Test
  void whereNothingWasMeasuredThereIsNoFile() {
    assertThat(MeasurementsCsv.of(SampleStory.with(List.of()))).isEmpty();
  }

  private static Seen seen(String moment, String subject, String blind, Value... values) {
    return new Seen(AT, "staging", moment, subject, "rows", List.of(values), blind, null);
  }

  private static Value millis(String name, String figure) {
    return Value.number(name, new BigDecimal(figure), Unit.MILLIS);
  }
}
