package io.soakgate.slack;

import java.util.ArrayList;
import java.util.List;

/**
 * What the app may do, and nothing beside: the bot scopes of its manifest.
 *
 * @param clicks whether people decide in Slack, or are only told
 * @param creates whether plans make channels
 */
public record Scopes(boolean clicks, boolean creates) {

  /**
   * One scope.
   *
   * @param name as Slack names it
   * @param why what could not be done without it
   */
  public record Scope(String name, String why) {}

  /** Those that are needed, by what they are for. */
  public List<Scope> needed() {
    List<Scope> needed =
        new ArrayList<>(
            List.of(
                new Scope("chat:write", "nothing could be said"),
                new Scope("channels:read", "channels could not be found by their names"),
                new Scope("channels:history", "a lost answer would become a second post"),
                new Scope("groups:read", "private channels could not be found by their names"),
                new Scope(
                    "groups:history",
                    "in private channels a lost answer would become a second post")));
    if (clicks) {
      needed.add(new Scope("users:read", "nobody's click could be checked, so none would count"));
      needed.add(new Scope("commands", "`/soakgate` would not be there"));
    }
    if (creates) {
      needed.add(new Scope("channels:manage", "the channels that plans create could not be made"));
    }
    return List.copyOf(needed);
  }

  /** Their names. */
  public List<String> names() {
    return needed().stream().map(Scope::name).toList();
  }
}
