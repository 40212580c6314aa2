package io.soakgate.plan.reading;

import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The values of an environment. */
final class Variables {
  private Variables() {}

  /** What stands under {@code values}; nothing when the key is missing. */
  static List<Variable> read(Node environment) {
    List<Variable> all = new ArrayList<>();
    if (environment.isMapping()) {
      environment
          .optional("values")
          .ifPresent(node -> Names.section(node).forEach((name, value) -> add(all, name, value)));
    }
    return all;
  }

  private static void add(List<Variable> all, String name, Node value) {
    if (Values.BUILT_IN.contains(name)) {
      value.refuse("`" + name + "` is built in", "Soakgate fills it in itself", "rename it");
    } else if (!value.isScalar()) {
      value.refuse(value.words(), "a value is one word or figure", "write one, or two values");
    } else if (Placeholders.anyIn(value)) {
      value.refuse(value.words(), "a value is filled in once", "write it out");
    }
    all.add(new Variable(name, value.json()));
  }

  /** Refuses the values nothing in the plan uses: one of them is misspelt somewhere. */
  static void refuseUnused(Book book) {
    for (Map.Entry<String, Node> environment : book.environments.entrySet()) {
      for (Variable variable : book.valued(environment.getKey()).variables()) {
        if (!book.placeholders.used(environment.getKey(), variable.name())) {
          Node values = environment.getValue().optional("values").orElseThrow();
          book.problems.add(
              values.keyAt(variable.name()),
              "value `" + variable.name() + "` is never used",
              "nothing in `" + environment.getKey() + "` says `${" + variable.name() + "}`",
              "use it or remove it");
        }
      }
    }
  }
}
