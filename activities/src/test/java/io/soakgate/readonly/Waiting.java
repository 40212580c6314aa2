package io.soakgate.readonly;

import io.soakgate.action.Pulse;

/** A pulse that does something once, when sessions are first waited for. */
final class Waiting implements Pulse {
  private Runnable first;

  Waiting(Runnable first) {
    this.first = first;
  }

  @Override
  public void progress(String words) {
    if (first != null && words.contains("old sessions")) {
      Runnable once = first;
      first = null;
      once.run();
    }
  }

  @Override
  public Stop onCancel(Runnable stop) {
    return () -> {};
  }
}
