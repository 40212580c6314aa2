package io.soakgate.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Values;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Folders;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
   * The request with {@code ${name}} filled in, found right by its kind.
   *
   * @throws io.temporal.failure.ApplicationFailure refused, when something is wrong with it
   */
  public ActRequest filled(ActRequest request) {
    Spec spec = request.spec();
    JsonNode with =
        Values.fill(
            spec.with(), request.scope().values(), request.scope().now().atZone(ZoneOffset.UTC));
    ActRequest filled = request.of(new Spec(spec.kind(), with, spec.at(), spec.terms()));
    Problems problems = new Problems();
    get(spec.kind()).check(Node.of(with, spec.at(), problems));
    if (!problems.none()) {
      throw Refused.because(
          problems.list().stream().map(Problem::line).collect(Collectors.joining("\n")));
    }
    return filled;
  }

  /** What stands under the kind key of a filled request. */
  static Node with(ActRequest filled) {
    return Node.of(filled.spec().with(), filled.spec().at(), new Problems());
  }

  /** Does what a filled request asks for. */
  public Effect act(ActRequest filled, Pulse pulse) throws Exception {
    return get(filled.spec().kind()).act(with(filled), filled, pulse);
  }

  /** Why a filled request cannot be drilled, or null when it can. */
  public String undrilled(ActRequest filled) {
    return get(filled.spec().kind()).undrilled(with(filled), filled);
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
