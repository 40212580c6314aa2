package io.soakgate.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {
  private static final List<Migration> FOLDER =
      List.of(migration("1", "a"), migration("2", "b"), migration("3", "c"), migration("4", "d"));

  private static Migration migration(String version, String checksum) {
    return new Migration(version, "00" + version, "sql/V" + version + ".sql", checksum);
  }

  private static Applied applied(String version, String checksum) {
    return new Applied(version, "00" + version, checksum, true, "by ann, in May");
  }

  private static Course course(Applied... rows) {
    return new Course(FOLDER, List.of(rows));
  }

  @Test
  void whatIsNextMayBeApplied() {
    Course course = course(applied("1", "a"), applied("2", "b"));

    assertThat(course.against(List.of("sql/V3.sql", "sql/V4.sql"))).isEmpty();
    assertThat(course.pending()).containsExactly("003", "004");
    assertThat(course.applied()).isEqualTo(2);
    assertThat(course.last()).isEqualTo("002");
    assertThat(course.outOfOrder()).isEmpty();
  }

  @Test
  void whatWouldComeTooEarlyIsNamedWithWhatItFollows() {
    assertThat(course(applied("1", "a")).against(List.of("sql/V4.sql", "sql/V3.sql")))
        .containsExactly(
            "004 would come before what it follows: 002, 003",
            "003 would be out of order: applied already: 004");
  }

  @Test
  void whatIsAppliedIsNotAppliedAgain() {
    assertThat(course(applied("1", "a")).against(List.of("sql/V1.sql")))
        .containsExactly("001 is applied already (by ann, in May)");
  }

  @Test
  void aGapShowsAsOutOfOrder() {
    Course course = course(applied("1", "a"), applied("3", "c"));

    assertThat(course.outOfOrder()).containsExactly("002");
    assertThat(course.against(List.of("sql/V2.sql")))
        .containsExactly("002 would be out of order: applied already: 003");
  }

  @Test
  void strangersFailuresAndOtherBytesSpeakAgainstEverything() {
    Course course =
        course(
            applied("1", "x"),
            applied("9", "z"),
            new Applied("2", "002", "b", false, "by ann, in May"));

    assertThat(course.strangers()).containsExactly("009");
    assertThat(course.changed()).containsExactly("001");
    assertThat(course.failed()).isEqualTo(1);
    assertThat(course.against(List.of("sql/V3.sql")))
        .containsExactly(
            "002 stands as failed (by ann, in May): repair it",
            "009 applied, and no file of the folder: add the file",
            "001 was applied with other bytes than the folder holds");
  }

  @Test
  void aChecksumThatNobodyWroteIsNotCompared() {
    assertThat(course(applied("1", null)).changed()).isEmpty();
    assertThat(course().last()).isNull();
  }
}
