package io.soakgate.deployment.walk.gate;

import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.plan.Check;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Ticks, by what checks proved in the environments before, what a person would else have to claim
 * (M-125 … M-129; plan language, rule 13).
 */
final class Proofs {
  private Proofs() {}

  /**
   * Whether every one of these checks held the last time it ran at each of its moments.
   *
   * @param names names of checks; {@code all} means every must
   * @param told what the environments before told
   */
  static Verdict of(List<String> names, List<CheckStory> told) {
    List<String> wrong = new ArrayList<>();
    int held = 0;
    for (String name : names) {
      List<CheckStory> last = last(name, told);
      if (last.isEmpty()) {
        wrong.add("no check " + name + " ran");
      }
      for (CheckStory check : last) {
        if (check.verdict().outcome() == Outcome.PASS) {
          held++;
        } else {
          wrong.add(check.moment() + " " + check.check() + ": " + check.verdict().words());
        }
      }
    }
    return wrong.isEmpty()
        ? new Verdict(Outcome.PASS, "proved by " + held + " checks" + figures(names, told))
        : new Verdict(Outcome.FAIL, "not proved: " + String.join("; ", wrong));
  }

  private static String figures(List<String> names, List<CheckStory> told) {
    return names.contains(Check.ALL)
        ? ""
        : ": "
            + names.stream()
                .flatMap(name -> last(name, told).stream())
                .map(c -> c.verdict().words())
                .distinct()
                .collect(Collectors.joining("; "));
  }

  /** The last answer of each moment; a must counts before a should. */
  private static List<CheckStory> last(String name, List<CheckStory> told) {
    boolean all = name.equals(Check.ALL);
    List<CheckStory> those =
        told.stream().filter(c -> all ? c.must() : c.check().equals(name)).toList();
    boolean musts = those.stream().anyMatch(CheckStory::must);
    Map<String, CheckStory> last = new LinkedHashMap<>();
    those.stream()
        .filter(c -> c.must() == musts)
        .forEach(c -> last.put(c.moment() + " " + c.check(), c));
    return List.copyOf(last.values());
  }
}
