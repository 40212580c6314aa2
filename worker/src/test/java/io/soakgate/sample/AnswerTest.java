package io.soakgate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class AnswerTest {

  @Test
  void aWriteThatReadOnlyModeRefusesIsMaintenance() {
    Answer answer = Answer.of(new SQLException("read-only transaction", "25006"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body())
        .hasToString("{\"error\":\"maintenance: nothing can be changed now\"}");
    assertThat(answer.trouble()).isNull();
  }
}
