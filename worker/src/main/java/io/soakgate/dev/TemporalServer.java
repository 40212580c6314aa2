package io.soakgate.dev;

import io.temporal.envconfig.ClientConfigProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A Temporal server that answers. Closing it ends it, unless it is not ours. */
public interface TemporalServer extends AutoCloseable {

  /** How clients get there. */
  ClientConfigProfile profile();

  /** Its web interface, if it is known to have one. */
  Optional<String> ui();

  /** One line for people: where it is, and what kind of server. */
  String story();

  /** Whether other processes can go on using it after this one ended without closing it. */
  boolean outlivesUs();

  /** Whether it is a server of this state folder, and not one that others use too. */
  default boolean ours() {
    return true;
  }

  @Override
  void close() throws IOException;

  /** Host and port. */
  default String address() {
    return profile().getAddress();
  }

  /**
   * The first of these that there is: the configured address when it answers; what the last process
   * left running in the state folder; a server of our own, from a binary that is found, fetched or
   * built; one inside this process, where allowed.
   *
   * @throws IOException when there is none, with what was tried
   */
  static TemporalServer open(DevOptions options) throws IOException, InterruptedException {
    return open(options, ClientConfigProfile.load());
  }

  /** The same, with this configuration in place of the environment's. */
  static TemporalServer open(DevOptions options, ClientConfigProfile configured)
      throws IOException, InterruptedException {
    if (configured.getAddress() != null) {
      if (Answering.answers(configured)) {
        return new ConfiguredServer(configured);
      }
      options.tell(
          "no Temporal server answers at "
              + configured.getAddress()
              + ", which is configured; going on with a server of our own (other terminals need"
              + " TEMPORAL_ADDRESS unset)");
    }
    Optional<TemporalServer> left = DevServer.adopt(options);
    return left.isPresent() ? left.get() : ours(options);
  }

  private static TemporalServer ours(DevOptions options) throws IOException, InterruptedException {
    TemporalBinary binary = new TemporalBinary(options.cache(), options.progress());
    Optional<Path> found = binary.find();
    if (found.isPresent()) {
      return DevServer.start(found.get(), options);
    }
    if (options.inJvm()) {
      return InJvmServer.start();
    }
    throw new IOException(binary.nowhere());
  }
}
