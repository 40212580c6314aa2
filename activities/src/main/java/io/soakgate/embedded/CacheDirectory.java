package io.soakgate.embedded;

import java.nio.file.Path;
import java.util.Map;

/** Where things are kept that are fetched or built once per account. */
public final class CacheDirectory {
  private CacheDirectory() {}

  /**
   * {@code $SOAKGATE_CACHE}, else {@code $XDG_CACHE_HOME/soakgate}, else {@code ~/.cache/soakgate}.
   */
  public static Path path() {
    return path(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  static Path path(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("SOAKGATE_CACHE", "");
    if (!own.isBlank()) {
      return Path.of(own).toAbsolutePath();
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = shared.isBlank() ? home.resolve(".cache") : Path.of(shared);
    return caches.resolve("soakgate").toAbsolutePath();
  }
}
