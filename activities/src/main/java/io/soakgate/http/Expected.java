package io.soakgate.http;

import io.soakgate.plan.reading.Node;
import java.util.List;
import java.util.Objects;

/**
 * Which answers are no errors.
 *
 * @param statuses those; empty means every one below 400
 */
public record Expected(List<Integer> statuses) {

  /** The key {@code expect}: a status or a list of them. */
  public static Expected read(Node with) {
    Node there = with.optional("expect").orElse(null);
    if (there == null) {
      return new Expected(List.of());
    }
    List<Node> each = there.isList() ? there.items() : List.of(there);
    return new Expected(
        each.stream().map(n -> n.whole(100, 599)).filter(Objects::nonNull).distinct().toList());
  }

  /** Whether an answer with this status is an error; none at all (0) always is. */
  public boolean error(int status) {
    return statuses.isEmpty() ? status == 0 || status >= 400 : !statuses.contains(status);
  }

  /** For messages: {@code 200 or 201}. */
  public String words() {
    return statuses.isEmpty()
        ? "a status below 400"
        : String.join(" or ", statuses.stream().map(String::valueOf).toList());
  }
}
