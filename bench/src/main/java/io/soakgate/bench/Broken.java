package io.soakgate.bench;

import java.io.OutputStream;
import java.io.PrintStream;

/** A console that nothing can be printed on: the channel that prints there always fails. */
final class Broken extends PrintStream {
  Broken() {
    super(OutputStream.nullOutputStream());
  }

  @Override
  public void println(String line) {
    throw new IllegalStateException("the channel is down");
  }
}
