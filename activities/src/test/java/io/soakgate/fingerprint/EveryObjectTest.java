package io.soakgate.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.backup.Ground;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sort of object is in the fingerprint. The changes of {@code every-change.txt} are made one
 * after the other in one database; the lines below each are how it differs then.
 */
@Tag("postgres")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryObjectTest {
  private static final Path CHANGES =
      Path.of("src/test/resources/io/soakgate/fingerprint/every-change.txt");
  // Newer ones have one privilege more, and not null constraints with names.
  private static final int COUNTS_MORE = 17;
  @TempDir static Path home;
  private Ground ground;
  private Fingerprint last;
  private int version;

  /** A change, and the words for what it makes different. */
  record Changed(String sql, List<String> words) {
    @Override
    public String toString() {
      return sql;
    }
  }

  @BeforeAll
  void build() throws Exception {
    ground = Ground.empty(home);
    ground.run(everything());
    last = ground.fingerprint();
    version = Integer.parseInt(ground.ask("SHOW server_version_num")) / 10000;
  }

  static Stream<Changed> changes() throws IOException {
    List<Changed> all = new ArrayList<>();
    for (String line : Files.readAllLines(CHANGES)) {
      if (line.startsWith("  ")) {
        all.get(all.size() - 1).words().add(line.strip());
      } else {
        all.add(new Changed(line, new ArrayList<>()));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void isSeenAndNamed(Changed change) throws Exception {
    ground.run(change.sql().replace("{database}", ground.target.database()));
    Fingerprint now = ground.fingerprint();
    List<String> words = FingerprintDiff.between(last, now).lines();
    boolean same = now.digest().equals(last.digest());
    last = now;
    assertThat(same).isFalse();
    if (version < COUNTS_MORE) {
      assertThat(words).isEqualTo(change.words());
    }
    assertThat(String.join("\n", now.catalog())).doesNotContain("hush");
  }

  static String everything() throws IOException {
    try (InputStream in = EveryObjectTest.class.getResourceAsStream("every-object.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
