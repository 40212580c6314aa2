package io.soakgate.localslack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong next, method by method, in the order it was asked for. */
public final class Faults {
  private final Map<String, Deque<Fault>> waiting = new ConcurrentHashMap<>();

  /** The next calls of that method go wrong, one after the other. */
  public void next(String method, Fault... faults) {
    Deque<Fault> queue = waiting.computeIfAbsent(method, m -> new ArrayDeque<>());
    synchronized (queue) {
      for (Fault fault : faults) {
        queue.add(fault);
      }
    }
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
