package io.soakgate.slack.card;

import io.soakgate.identity.People;
import java.util.List;
import java.util.stream.Collectors;

/** People as a card names them: only whose answer is needed is called. */
record Mentions(People people) {
  private static final int NAME = 100;
  private static final int MOST = 10;

  /**
   * Whoever can give a role.
   *
   * @param starter who cannot, having started it, or null
   * @param given what was given so far, each beginning with a person's name
   */
  String holders(String role, String starter, List<String> given) {
    List<String> some =
        people.holders().stream()
            .filter(h -> h.role().equals(role))
            .flatMap(h -> h.people().stream())
            .filter(p -> starter == null || !p.equalsIgnoreCase(starter))
            .filter(p -> given.stream().noneMatch(g -> g.startsWith(p + " (")))
            .toList();
    String more = some.size() > MOST ? " and " + (some.size() - MOST) + " more" : "";
    return some.stream().limit(MOST).map(this::called).collect(Collectors.joining(", ")) + more;
  }

  private String called(String person) {
    return people
        .slackId(person)
        .map(id -> "<@" + id + ">")
        .orElseGet(() -> Clip.line(person, NAME));
  }
}
