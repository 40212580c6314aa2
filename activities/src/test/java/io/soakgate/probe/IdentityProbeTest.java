package io.soakgate.probe;

import static io.soakgate.probe.Lab.blind;
import static io.soakgate.probe.Lab.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Known;
import io.soakgate.deployment.Known.Other;
import io.soakgate.target.AbilityReader;
import io.soakgate.verdict.Measurement;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code identity}. */
@Tag("postgres")
class IdentityProbeTest {
  private static Lab lab;
  private static String own;

  @BeforeAll
  static void prepareDatabase() throws Exception {
    lab =
        Lab.withDatabase(
            "CREATE TABLE environment (name text)", "INSERT INTO environment VALUES ('staging')");
    try (Connection connection = lab.target.connect("test")) {
      own = AbilityReader.identity(connection);
    }
  }

  @Test
  void aDatabaseSaysWhichOneItIs() throws Exception {
    Measurement seen = lab.look("identity", "{marker: SELECT name FROM environment}");

    assertThat(seen.values())
        .contains(
            word("database", lab.target.database()),
            word("primary", "true"),
            word("marker", "staging"));
    assertThat(seen.value("oid").orElseThrow().text()).matches("\\d+");
    assertThat(seen.value("system").orElseThrow().text()).matches("\\d+|unknown");
  }

  @Tag("T-40")
  @Test
  void itIsToldFromThoseOfOtherEnvironments() throws Exception {
    assertThat(look("123.45/6").values()).contains(word("distinct", "true"));

    Measurement same = look(own);

    assertThat(same.values()).contains(word("distinct", "false"));
    assertThat(same.note()).isEqualTo("it is the database of production");
  }

  @Test
  void aServerThatWasStartedAgainCannotBeToldFromOthers() throws Exception {
    Known known = known(new Other("staging", "1/1"), new Other("production", "2/2"));

    assertThat(lab.look("identity", "{unlike: [production]}", known))
        .isEqualTo(
            blind(
                "the server was started again since this deployment was admitted, which is what"
                    + " tells its databases from others; look at `system` and `oid`, without"
                    + " `unlike`"));
    assertThat(lab.look("identity", "{unlike: [somewhere]}", known))
        .isEqualTo(blind("nobody knows which database environment somewhere is"));
  }

  private static Measurement look(String production) throws Exception {
    return lab.look(
        "identity",
        "{unlike: [production]}",
        known(new Other("staging", own), new Other("production", production)));
  }

  private static Known known(Other... others) {
    return new Known(null, null, null, List.of(others), null, null);
  }
}
