package io.soakgate.localslack;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong next, method by method, in the order it was asked for. */
public final class Faults {
  private final Map<String, Deque<Fault>> waiting = new ConcurrentHashMap<>();
  private volatile Duration retryAfter = Duration.ofSeconds(1);

  /** The next calls of that method go wrong, one after the other. */
  public void next(String method, Fault... faults) {
    Deque<Fault> queue = waiting.computeIfAbsent(method, m -> new ArrayDeque<>());
    synchronized (queue) {
      for (Fault fault : faults) {
        queue.add(fault);
      }
    }
  }

  /**
   * From now on whoever calls too often is to wait that long; 1 s in the beginning.
   *
   * @param wait in whole seconds
   */
  public void retryAfter(Duration wait) {
    retryAfter = wait;
  }

  /** How long whoever calls too often is to wait. */
  Duration retryAfter() {
    return retryAfter;
  }

  /** Whatever was still to go wrong does not. */
  public void none() {
    waiting.clear();
  }

  /** What this call suffers; null for nothing. */
  Fault take(String method) {
    Deque<Fault> queue = waiting.get(method);
    if (queue == null) {
      return null;
    }
    synchronized (queue) {
      Fault next = queue.poll();
      return next == Fault.NONE ? null : next;
    }
  }
}
