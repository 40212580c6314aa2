package io.soakgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheDirectoryTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void isTheOneThatWasSet() {
    assertThat(
            CacheDirectory.path(
                Map.of("SOAKGATE_CACHE", "/var/soakgate", "XDG_CACHE_HOME", "/c"), HOME))
        .isEqualTo(Path.of("/var/soakgate"));
  }

  @Test
  void elseLiesInTheAccountsCache() {
    assertThat(CacheDirectory.path(Map.of("XDG_CACHE_HOME", "/c"), HOME))
        .isEqualTo(Path.of("/c/soakgate"));
    assertThat(CacheDirectory.path(Map.of(), HOME)).isEqualTo(Path.of("/home/ada/.cache/soakgate"));
  }
}
