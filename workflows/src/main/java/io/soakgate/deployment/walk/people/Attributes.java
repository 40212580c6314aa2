package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.walk.stage.Words;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * Soakgate's search attributes, all of the type keyword.
 *
 * <p>All of them are set in the first workflow task, because the Temporal UI copies stale ones from
 * the last run into a new one (decision 23).
 */
public final class Attributes {
  private static final String NONE = "none";

  private static final SearchAttributeKey<String> PLAN =
      SearchAttributeKey.forKeyword("SoakgatePlan");
  private static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("SoakgatePhase");
  private static final SearchAttributeKey<String> ENVIRONMENT =
      SearchAttributeKey.forKeyword("SoakgateEnvironment");
  private static final SearchAttributeKey<String> WAITING_FOR =
      SearchAttributeKey.forKeyword("SoakgateWaitingFor");
  private static final SearchAttributeKey<String> ENDING =
      SearchAttributeKey.forKeyword("SoakgateEnding");

  /** Their names; a server that does not know one makes the workflow hang (facts, section 1). */
  public static final List<String> NAMES =
      List.of(
          PLAN.getName(),
          PHASE.getName(),
          ENVIRONMENT.getName(),
          WAITING_FOR.getName(),
          ENDING.getName());

  private final List<String> shown = new ArrayList<>();

  Attributes() {}

  /** Sets them when anything differs from what is set; null reads as {@code none}. */
  void show(String plan, String phase, String environment, String waitingFor, Ending ending) {
    List<String> now =
        List.of(
            word(plan),
            word(phase),
            word(environment),
            word(waitingFor),
            word(ending == null ? null : ending.name()));
    if (now.equals(shown)) {
      return;
    }
    shown.clear();
    shown.addAll(now);
    Workflow.upsertTypedSearchAttributes(
        PLAN.valueSet(now.get(0)),
        PHASE.valueSet(now.get(1)),
        ENVIRONMENT.valueSet(now.get(2)),
        WAITING_FOR.valueSet(now.get(3)),
        ENDING.valueSet(now.get(4)));
  }

  private static String word(String value) {
    return value == null || value.isBlank() ? NONE : Words.cut(value, 200);
  }
}
