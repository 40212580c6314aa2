package io.soakgate.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeparsedTest {
  @Test
  void aListOverVarcharLooksAsItDoesAfterARestore() {
    assertThat(
            Deparsed.canonical(
                "((s)::text = ANY ((ARRAY['it''s'::character varying, '$1'::character"
                    + " varying(3)])::text[]))"))
        .isEqualTo(
            "((s)::text = ANY (ARRAY[('it''s'::character varying)::text, ('$1'::character"
                + " varying(3))::text]))");
  }

  @Test
  void everythingElseStaysAsItIs() {
    String line = "(x = ANY ((ARRAY[a, b])::text[]))";
    assertThat(Deparsed.canonical(line)).isEqualTo(line);
  }
}
