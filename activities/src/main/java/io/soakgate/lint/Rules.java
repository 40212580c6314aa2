package io.soakgate.lint;

import static io.soakgate.lint.Rule.Danger.NOT_SEEN;

import io.soakgate.lint.Rule.Danger;
import java.util.List;
import java.util.stream.Stream;

/** All rules, by what they warn of: each of these files is where one of its sort is added. */
public final class Rules {
  private static final List<Rule> ALL =
      Stream.of(
              Destroying.rules(),
              Locking.rules(),
              Rewriting.rules(),
              Permitting.rules(),
              List.of(unseen()))
          .flatMap(List::stream)
          .toList();

  private Rules() {}

  static List<Rule> all() {
    return ALL;
  }

  /** The dangers there are, the worst first, as findings name them. */
  public static List<String> dangers() {
    return Stream.of(Danger.values()).map(Danger::word).toList();
  }

  /** The names of all rules, in the order of the table. */
  public static List<String> names() {
    return ALL.stream().map(Rule::name).toList();
  }

  private static Rule unseen() {
    return Rule.of(
        "dynamic-sql",
        NOT_SEEN,
        false,
        p -> p.starts("EXECUTE"),
        "a DO block builds a statement when it runs, which nobody can read before",
        "write the statements out where that is possible");
  }
}
