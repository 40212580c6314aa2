package io.soakgate.audit;

import java.util.List;

/**
 * What came of checking an audit.
 *
 * @param entries how many entries were looked at
 * @param head of a whole store the end of its journal; of one deployment the end of its latest run;
 *     null when there is none
 * @param problems everything that is wrong; empty when nothing is
 */
public record Verified(long entries, String head, List<String> problems) {
  /** Whether nothing is wrong. */
  public boolean good() {
    return problems.isEmpty();
  }
}
