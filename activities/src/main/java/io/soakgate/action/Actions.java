package io.soakgate.action;

import io.soakgate.target.Folders;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The kinds of actions: the one place where a kind is registered. */
public final class Actions {
  private final List<Action> kinds;

  /**
   * @throws IllegalArgumentException when two kinds have one name
   */
  public Actions(List<Action> kinds) {
    Set<String> names = new HashSet<>();
    for (Action action : kinds) {
      if (!names.add(action.kind())) {
        throw new IllegalArgumentException("two actions are of the kind " + action.kind());
      }
    }
    this.kinds = List.copyOf(kinds);
  }

  /** What can be done to a database with nothing but a login. */
  public static List<Action> sql(Targets targets, Folders folders, Store store) {
    return List.of(
        new SqlAction(targets, folders, store), new DropCreated(targets, folders, store));
  }

  /** All kinds, in the order they were registered. */
  public List<Action> list() {
    return kinds;
  }

  /**
   * The action of that kind.
   *
   * @throws IllegalArgumentException when there is none; admission has refused such plans
   */
  public Action get(String kind) {
    return kinds.stream()
        .filter(a -> a.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no action is of the kind " + kind));
  }
}
