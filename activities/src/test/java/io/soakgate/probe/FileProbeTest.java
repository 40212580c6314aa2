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
    lab.file("sql/Menu & Catalog.sql", "SELECT 1;\nSELECT 'é';\n");

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
        .isEqualTo(Lab.blind("sql/link/etc/hostname leads out of the plan's folder"));
    assertThat(lab.refused("file", "path: /etc/hostname"))
        .containsExactly(
            "plan.yaml:7:5: path /etc/hostname: it leads out of the plan's folder; write it"
                + " relative to the folder");
  }

  private static Value size(String bytes) {
    return Value.number("size", new BigDecimal(bytes), Unit.BYTES);
  }
}
