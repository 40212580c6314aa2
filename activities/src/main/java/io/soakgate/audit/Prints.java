package io.soakgate.audit;

import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.Story.EnvironmentStory;
import java.util.List;

/**
 * The fingerprints of an environment: after a rollback, that they are equal is what proves it.
 *
 * @param tone {@code good} where equality proves a rollback, {@code bad} where it is missing
 * @param sign {@code =} or {@code ≠}; a dash where one of them was not taken
 * @param words what that means
 */
record Prints(String tone, String sign, String words) {

  static Prints of(EnvironmentStory environment) {
    if (environment.before() == null || environment.after() == null) {
      String which = environment.before() == null ? "before the first change" : "at the end";
      return new Prints("calm", "–", "No fingerprint was taken " + which + ".");
    }
    boolean equal = environment.before().equals(environment.after());
    boolean undone =
        environment.changes().stream().anyMatch(c -> !c.purpose().equals(Purpose.APPLY.name()));
    if (undone) {
      return equal
          ? new Prints("good", "=", "Equal: the database is what it was before. Rollback proven.")
          : new Prints("bad", "≠", "Differs: after the rollback it is not what it was before.");
    }
    return equal
        ? new Prints("calm", "=", "Equal: nothing was changed.")
        : new Prints("calm", "≠", "Differs, because the changes were made and stay.");
  }

  static void write(Html html, Story story) {
    if (story.environments().isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Fingerprints").open("div", "class", "prints");
    for (EnvironmentStory environment : story.environments()) {
      Prints prints = of(environment);
      html.open("article", "class", "print " + prints.tone());
      html.element("h3", environment.environment());
      html.open("p", "class", "pair");
      half(html, "before", environment.before());
      html.element("b", prints.sign());
      half(html, "after", environment.after());
      html.close();
      html.element("p", prints.words());
      differences(html, environment.differences());
      html.close();
    }
    html.close().close();
  }

  private static void differences(Html html, List<String> differences) {
    if (differences.isEmpty()) {
      return;
    }
    html.open("ul", "class", "differences");
    differences.forEach(line -> html.element("li", line));
    html.close();
  }

  private static void half(Html html, String when, String print) {
    html.open("span").element("small", when);
    html.element("code", print == null ? "not taken" : print).close();
  }
}
