package io.soakgate.deployment.walk.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Spec;
import java.util.ArrayList;
import java.util.List;

/**
 * The scripts that probes name. A watch asks hundreds of times, and all scripts of a plan would be
 * most of what its history holds.
 */
public final class NamedScripts {
  /** Looks at whole folders of scripts. */
  private static final String HISTORY = "history";

  private NamedScripts() {}

  /** Those of them that these probes can look at; all where that cannot be told. */
  public static List<Script> of(List<Spec> probes, List<Script> scripts) {
    List<String> texts = new ArrayList<>();
    probes.forEach(probe -> texts(probe.with(), texts));
    boolean any =
        probes.stream().anyMatch(probe -> probe.kind().equals(HISTORY))
            || texts.stream().anyMatch(text -> text.contains("${"));
    return any ? scripts : scripts.stream().filter(s -> texts.contains(s.path())).toList();
  }

  private static void texts(JsonNode node, List<String> texts) {
    if (node.isTextual()) {
      texts.add(node.textValue());
    }
    node.forEach(child -> texts(child, texts));
  }
}
