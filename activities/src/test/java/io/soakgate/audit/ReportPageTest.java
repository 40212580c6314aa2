package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.RecordActivity.ReportFile;
import io.soakgate.deployment.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
  @TempDir Path folder;

  @Test
  void thePageIsWrittenWholeWithItsFiguresBesideIt() throws IOException {
    Story story = SampleStory.rolledBack();
    ReportFolder reports = new ReportFolder(Path.of("target", "sample-reports"));

    ReportFile written = reports.write(story);

    assertThat(Path.of(written.html())).hasFileName("report.html").isAbsolute();
    assertThat(Path.of(written.json())).hasFileName("report.json");
    assertThat(ReportFolder.read(Path.of(written.json()))).isEqualTo(story);
    try (Stream<Path> files = Files.list(Path.of(written.html()).getParent())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("issues.csv", "report.html", "report.json");
    }
  }

  @Test
  void theVerdictComesFirstAndTheProofOfARollbackIsInWords() {
    String page = ReportPage.of(SampleStory.rolledBack());

    assertThat(page.indexOf("<h1>Rolled back</h1>")).isBetween(0, page.indexOf("<h2>"));
    assertThat(page)
        .contains("34 h 22 min of the 40 h expected")
        .contains("Equal: the database is what it was before. Rollback proven.")
        .contains("Differs, because the changes were made and stay.")
        .contains("41 s of 30 min")
        .contains("valid-indexes 49 - 2 before = +47 &gt;= +45; invalid-indexes 0 = 0")
        .contains("refused: mallory holds no role that is missing here; lead may say so")
        .contains("refused: pause by mallory, who holds no role of this plan")
        .contains("NOTICE: Orphan rate: 0.61%")
        .contains("staging: the changes indexes, rls and combo-fix stay applied");
  }

  /** M-122, M-138 to M-144: what the runbook wants to read at the end. */
  @Test
  void theRunbooksOwnFieldsStandInThePage() {
    String page = ReportPage.of(SampleStory.rolledBack());

    assertThat(page)
        .contains("Failed: full rollback")
        .contains("<b>Combo orphan rate</b>", "0.61%", "&lt; 5%", "met")
        .contains("<b>Query performance P95</b>", "91.4 ms", "31.2 ms", "missed")
        .contains("<b>Error rate</b>", "not seen")
        .contains("the menu page of restaurant 123 was slow", "statistics renewed", "15m")
        .contains("<th>Notes</th>", "seen on two tills")
        .contains("What went wrong?", "the new plan reads every dish", "brian as lead")
        .contains("Why did staging not catch it?", "not answered", "asked of lead");
  }

  @Test
  void whatStoodInTheWayAndWhatTheLintFoundStandInThePage() {
    assertThat(ReportPage.of(SampleStory.rolledBack()))
        .contains("1 session is in the way of menuca_v3.dishes; 1 other fine")
        .contains("pid 4711, reports, open 12 min: SELECT count(*) FROM dishes")
        .contains("2 looked at, all fine")
        .contains("privilege-changing", "who sees which rows changes")
        .contains("accepted: it is the staging table of this import");
  }

  @Test
  void aBackupIsOneLineOfThePicture() {
    Story story = SampleStory.rolledBack();

    assertThat(Bar.of(story, story.environments().get(1)))
        .filteredOn(bar -> bar.label().equals("backup, and its trial"))
        .hasSize(1);
  }

  @Test
  void nothingThatIsToldCanBecomeMarkup() {
    String page = ReportPage.of(SampleStory.refused());

    assertThat(page)
        .doesNotContain("<script", "<img", "<b>more", "\u202e", "\u0007")
        .contains("Shop &amp; &lt;b&gt;more&lt;/b&gt;\uFFFD\uFFFD")
        .contains("&lt;img src=x onerror=&#39;alert(1)&#39;&gt;");
  }

  @Test
  void thePageLoadsNothingAndRunsNothing() {
    String page = ReportPage.of(SampleStory.rolledBack());

    assertThat(page)
        .doesNotContain("<script", "<link", "src=", "href=", "url(", "@import", "javascript:")
        .contains("content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;\"");
  }

  @Test
  void aDeploymentsNameNeverLeadsOutOfTheReports() throws IOException {
    String run = SampleStory.refused().run();
    ReportFile written = new ReportFolder(folder).write(SampleStory.refused());

    assertThat(Path.of(written.html()))
        .isEqualTo(
            folder.resolve("_..__script_alert_1___script_").resolve(run).resolve("report.html"));
  }

  @Test
  void figuresReadTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    String page = ReportPage.of(SampleStory.rolledBack());
    try {
      for (String other : List.of("de-DE", "ar-EG", "tr-TR")) {
        Locale.setDefault(Locale.forLanguageTag(other));
        assertThat(ReportPage.of(SampleStory.rolledBack())).isEqualTo(page);
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
