package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Unit;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileProbeTest {
  private final Lab lab = Lab.alone();

  @Test
  void sizeAndLinesAreThoseOfTheBytes() throws Exception {
    lab.admit("sql/Menu & Catalog.sql", "SELECT 1;\nSELECT 'é';\n");

    assertThat(lab.look("file", "path: sql/Menu & Catalog.sql"))
        .isEqualTo(Lab.saw(size("23"), figure("lines", "2"), Value.text("readable", "true")));
  }

  @Test
  void aFileThatIsNotThereIsSeenToBeEmpty() throws Exception {
    assertThat(lab.look("file", "path: sql/none.sql"))
        .isEqualTo(Lab.saw(size("0"), figure("lines", "0"), Value.text("readable", "false")));
  }

  @Test
  void noPathLeadsOutOfThePlansFolder() throws Exception {
    Path plan = lab.file("sql/a.sql", "").getParent();
    Files.createSymbolicLink(plan.resolve("link"), Path.of("/").toAbsolutePath());

    assertThat(lab.look("file", "path: sql/link/etc/hostname"))
        .isEqualTo(
            Lab.blind(
                "sql/link/etc/hostname is not among the admitted scripts; start a new deployment"));
    assertThat(lab.refused("file", "path: /etc/hostname"))
        .containsExactly(
            "plan.yaml:7:5: /etc/hostname lies outside the plan's folder: only what is in the folder"
                + " can be approved; move it into the folder and name it from there");
  }

  @Test
  void aFileWhoseBytesWereNotAdmittedIsNotLookedAt() throws Exception {
    lab.admit("sql/load.sql", "SELECT 1;\n");
    lab.file("sql/load.sql", "SELECT 2;\n");
    lab.file("sql/new.sql", "SELECT 3;\n");

    assertThat(lab.look("file", "path: sql/load.sql"))
        .isEqualTo(
            Lab.blind(
                "sql/load.sql was admitted as b4e0497804e4 and is now a41109d24069; put the admitted bytes back, or"
                    + " start a new deployment"));
    assertThat(lab.look("file", "path: sql/new.sql"))
        .isEqualTo(
            Lab.blind("sql/new.sql is not among the admitted scripts; start a new deployment"));
  }

  private static Value size(String bytes) {
    return Value.number("size", new BigDecimal(bytes), Unit.BYTES);
  }
}
