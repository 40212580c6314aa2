package io.soakgate.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks an audit, the journal of heads first, then entry after entry; keeps little more than the
 * journal in memory and reports everything that is wrong.
 */
final class Verification {
  private final String store;
  private final boolean whole;
  private final String wanted;
  private final List<String> problems = new ArrayList<>();
  private final Map<Chain, ChainCheck> chains = new HashMap<>();
  private Journaled last;
  private long entries;
  private boolean found;

  /**
   * @param whole whether all deployments of the store are checked; of one, the journal has gaps
   * @param wanted a hash that must be there, or its first digits; or null
   */
  Verification(String store, boolean whole, String wanted) {
    this.store = store;
    this.whole = whole;
    this.wanted = wanted;
  }

  /** The next row of the journal. */
  void take(Journaled row) {
    String which = "row " + row.sequence() + " of the journal of heads";
    String comesTo = row.comesTo();
    if (!comesTo.equals(row.hash())) {
      problems.add(which + ChainCheck.differs(row.hash(), comesTo));
    }
    if (whole) {
      follows(row, which);
    }
    last = row;
    seen(row.hash());
    chain(row.deployment(), row.run(), row.stream()).journaled(row);
  }

  private void follows(Journaled row, String which) {
    long expected = last == null ? 1 : last.sequence() + 1;
    String previous = last == null ? Journaled.root(store) : last.hash();
    if (row.sequence() > expected) {
      problems.add("before " + which + " rows are missing: " + expected + " was expected");
    } else if (row.sequence() < expected) {
      problems.add(which + " stands where row " + expected + " was expected");
    } else if (!previous.equals(row.previous())) {
      problems.add(which + " does not follow on the one before it");
    }
  }

  /** The next entry. */
  void take(Link link) {
    entries++;
    seen(link.hash());
    chain(link.deployment(), link.run(), link.stream()).take(link);
  }

  /** Something that is no row at all. */
  void problem(String words) {
    problems.add(words);
  }

  private ChainCheck chain(String deployment, String run, String stream) {
    Chain chain = new Chain(store, deployment, run, stream);
    return chains.computeIfAbsent(chain, c -> new ChainCheck(c, problems));
  }

  private void seen(String hash) {
    found |= wanted != null && hash.startsWith(wanted);
  }

  /** Everything was taken. */
  Verified done() {
    chains.values().forEach(ChainCheck::done);
    if (wanted != null && !found) {
      problems.add(
          "nothing here has the hash "
              + wanted
              + ": the audit was cut off before it, or written anew");
    }
    return new Verified(entries, head(), List.copyOf(problems));
  }

  /** Of the store the journal's end; of one deployment the end of its latest run. */
  private String head() {
    if (whole) {
      return last == null ? Journaled.root(store) : last.hash();
    }
    ChainCheck latest = null;
    for (ChainCheck chain : chains.values()) {
      if (chain.isDeployment() && (latest == null || chain.isLaterThan(latest))) {
        latest = chain;
      }
    }
    return latest == null ? null : latest.head();
  }
}
