package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceTest {

  @Test
  void thePlanOfTheReferenceIsOne() throws IOException {
    String page = Files.readString(Path.of("../docs/plan-language.md"));
    String plan = page.split("```yaml\n")[1].split("```")[0];
    Problems problems = new Problems();

    PlanReader.read(plan.getBytes(StandardCharsets.UTF_8), new FewKinds(), problems);

    assertThat(problems.list().stream().map(Problem::line)).isEmpty();
  }
}
