package io.soakgate.intake;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this worker passed on and was answered. A repetition is refused here, so that it stands in
 * the audit; where another worker had the first one, Temporal knows it by its id, and gives the
 * first one's answer again.
 */
final class Answered {
  private static final int REMEMBERED = 1_000;

  private final Map<String, Boolean> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  synchronized void now(String id) {
    ids.put(id, true);
  }

  synchronized void notYet(String id) throws Turned {
    if (ids.containsKey(id)) {
      throw new Turned("this very click was answered before; nothing was done again");
    }
  }
}
