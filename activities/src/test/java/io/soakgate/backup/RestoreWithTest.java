package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreWithTest {

  private static List<String> problems(String... schemas) {
    Problems problems = new Problems();
    RestoreWith.read(Node.of(Ground.schemas(schemas), "plan.yaml:9:9", problems));
    return problems.list().stream().map(Problem::line).toList();
  }

  @Test
  void schemasOfTheApplicationArePutBackInPlace() {
    assertThat(problems("shop", "reports")).isEmpty();
  }

  @Test
  void whatIsNotTheApplicationsAloneIsRefusedAtReading() {
    assertThat(problems("public", "pg_catalog"))
        .containsExactly(
            "plan.yaml:9:9: schema public cannot be put back in place: extensions and what others"
                + " share live in it, and a dump does not make it anew; move the application's"
                + " tables into a schema of their own, or restore the whole database (`restore:"
                + " backup`)",
            "plan.yaml:9:9: schema pg_catalog cannot be restored: it is PostgreSQL's or Soakgate's"
                + " own; name the application's schemas");
  }
}
