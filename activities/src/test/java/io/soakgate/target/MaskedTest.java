package io.soakgate.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "UPDATE o SET n = 'it''s' WHERE id = 17| UPDATE o SET n = ? WHERE id = ?",
        "SELECT E'a\\'b', 1.5e3, t1.c2 FROM t1| SELECT E?, ?, t1.c2 FROM t1",
        "SELECT 'cut off in the mid| SELECT ?",
        "DO $$ secret $$| DO ?",
        "DO $tag$ sec$$ret $tag$ LANGUAGE x| DO ? LANGUAGE x",
        "DO $$ cut off| DO ?",
        "SELECT $1, \"odd 'name\" FROM t -- canary| SELECT $1, \"odd 'name\" FROM t",
        "SELECT /* canary */ a$b FROM t| SELECT a$b FROM t",
        "SELECT /* canary| SELECT",
        "ALTER ROLE x PASSWORD 'canary'| ALTER ROLE x PASSWORD ?",
        "SELECT x'ff', U&'d\\0061t'| SELECT x?, U&?"
      })
  void literalsAndCommentsAreNeverShown(String query, String shown) {
    assertThat(Masked.sql(query)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"200, 120", "120, 120", "10, 10"})
  void atMost120CharactersAreShown(int length, int shown) {
    assertThat(Masked.sql("a".repeat(length))).hasSize(shown);
  }
}
