package io.soakgate.intake;

/** The way by which what people do in Slack comes in. */
interface Entrance extends AutoCloseable {

  /**
   * Connects; may be tried again after it failed.
   *
   * @throws Exception when Slack cannot be reached
   */
  void open() throws Exception;

  /** Whether clicks can come now. */
  boolean connected();

  @Override
  void close();
}
