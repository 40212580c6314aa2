package io.soakgate.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks one chain, entry after entry. */
final class ChainCheck {
  private static final int SHOWN = 12;

  private final Chain chain;
  private final List<String> problems;
  private final NavigableMap<Integer, String> journal = new TreeMap<>();
  private final TreeSet<Integer> missing = new TreeSet<>();
  private Link last;
  private int highest;

  ChainCheck(Chain chain, List<String> problems) {
    this.chain = chain;
    this.problems = problems;
  }

  /** What the journal says about it. */
  void journaled(Journaled row) {
    journal.put(row.number(), row.head());
  }

  void take(Link link) {
    String comesTo = link.comesTo();
    if (!comesTo.equals(link.hash())) {
      problems.add(link.named() + differs(link.hash(), comesTo));
    }
    place(link);
    String known = journal.get(link.number());
    if (known != null && !known.equals(link.hash())) {
      problems.add(
          link.named()
              + ": the journal of heads has another hash for it: "
              + cut(known)
              + ", not "
              + cut(link.hash()));
    }
    last = link;
    highest = Math.max(highest, link.number());
  }

  private void place(Link link) {
    int number = link.number();
    if (number == highest + 1) {
      follows(link);
    } else if (number > highest) {
      for (int i = highest + 1; i < number; i++) {
        missing.add(i);
      }
    } else if (missing.remove(number)) {
      problems.add(link.named() + " stands behind entry " + last.number());
    } else {
      problems.add(link.named() + " stands there twice, or under a number it cannot have");
    }
  }

  private void follows(Link link) {
    boolean first = last == null;
    String previous = first ? chain.root() : last.hash();
    // Behind an entry that is out of its place nothing can follow; that is said already.
    boolean comparable = first || last.number() == highest;
    if (comparable && !previous.equals(link.previous())) {
      problems.add(
          link.named()
              + (first
                  ? " does not follow on the root of this chain: it comes from another store or run"
                  : " does not follow on entry "
                      + last.number()
                      + ": it follows on "
                      + cut(link.previous())
                      + ", and that one is "
                      + cut(previous)));
    }
  }

  /** Everything was taken. */
  void done() {
    int known = journal.isEmpty() ? 0 : journal.lastKey();
    for (List<Integer> run : runs()) {
      problems.add(entries(run.get(0), run.get(run.size() - 1)) + " missing");
    }
    if (known > highest) {
      problems.add(
          entries(highest + 1, known)
              + " missing: the journal of heads knows them, so the chain was cut");
    }
    if (highest > known) {
      problems.add(
          entries(known + 1, highest) + " not known to the journal of heads, which was cut");
    }
  }

  /** The missing numbers, neighbours together. */
  private List<List<Integer>> runs() {
    List<List<Integer>> runs = new ArrayList<>();
    for (Integer number : missing) {
      List<Integer> run = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (run == null || run.get(run.size() - 1) + 1 != number) {
        run = new ArrayList<>();
        runs.add(run);
      }
      run.add(number);
    }
    return runs;
  }

  private String entries(int from, int to) {
    String which = from == to ? "entry " + from : "entries " + from + " to " + to;
    String stream = isDeployment() ? "" : ", " + chain.stream();
    return which
        + " of deployment "
        + chain.deployment()
        + stream
        + " (run "
        + chain.run()
        + ")"
        + (from == to ? " is" : " are");
  }

  boolean isDeployment() {
    return chain.stream().equals(Chain.DEPLOYMENT);
  }

  boolean isLaterThan(ChainCheck other) {
    return last != null
        && (other.last == null || last.recorded().compareTo(other.last.recorded()) > 0);
  }

  /** The hash of its last entry, or null. */
  String head() {
    return last == null ? null : last.hash();
  }

  static String differs(String says, String comesTo) {
    return ": the hash does not match what it says: it is "
        + cut(says)
        + ", and what it says comes to "
        + cut(comesTo);
  }

  private static String cut(String hash) {
    return hash.length() <= SHOWN ? hash : hash.substring(0, SHOWN) + "…";
  }
}
