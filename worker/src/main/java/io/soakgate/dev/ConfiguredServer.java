package io.soakgate.dev;

import io.temporal.envconfig.ClientConfigProfile;
import java.util.Optional;

/** A server that somebody else runs. */
record ConfiguredServer(ClientConfigProfile profile) implements TemporalServer {
  @Override
  public Optional<String> ui() {
    return Optional.empty();
  }

  @Override
  public String story() {
    return address() + " (configured)";
  }

  @Override
  public boolean ours() {
    return false;
  }

  @Override
  public boolean outlivesUs() {
    return true;
  }

  @Override
  public void close() {
    // Not ours to stop.
  }
}
