package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.script.SqlStatement;
import io.soakgate.script.StatementKinds;
import org.junit.jupiter.api.Test;

class IndexStatementTest {

  @Test
  void reads_the_names_of_an_index_statement() {
    assertThat(
            index("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"My I\" ON ONLY Menu.\"T\" (n)"))
        .isEqualTo(new IndexStatement(true, true, "\"My I\"", "menu.\"T\"", " (n)"));
    assertThat(index("CREATE INDEX CONCURRENTLY Idx ON t(n) WHERE n > 1"))
        .isEqualTo(new IndexStatement(false, false, "idx", "t", "(n) WHERE n > 1"));
    assertThat(index("CREATE INDEX CONCURRENTLY ON t (n)").name()).isNull();
    assertThat(index("DROP INDEX CONCURRENTLY IF EXISTS s.i").name()).isEqualTo("s.i");
  }

  private static IndexStatement index(String sql) {
    return IndexStatement.of(new SqlStatement("a.sql", 1, sql, StatementKinds.of(sql)));
  }
}
