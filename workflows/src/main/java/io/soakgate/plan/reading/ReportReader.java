package io.soakgate.plan.reading;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Moment;
import io.soakgate.plan.ReportRule;
import io.soakgate.plan.ReportRule.Part;
import io.soakgate.plan.ReportRule.Phase;
import io.soakgate.plan.ReportRule.Prompt;
import io.soakgate.plan.ReportRule.Result;
import io.soakgate.plan.ReportRule.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code report}. */
final class ReportReader {
  private static final List<String> COLUMNS =
      List.of("severity", "resolution", "time-lost", "time-to-resolve", "notes");
  private static final List<String> ENDINGS =
      List.of(
          "succeeded",
          "succeeded-with-warnings",
          "partly-rolled-back",
          "rolled-back",
          "refused",
          "cancelled");

  private final Book book;
  private final List<Environment> environments;
  private final Set<String> names = new HashSet<>();

  ReportReader(Book book, List<Environment> environments) {
    this.book = book;
    this.environments = environments;
  }

  ReportRule read(Node node) {
    List<Row> figures = node.optional("figures").map(this::figures).orElse(List.of());
    List<String> columns =
        node.optional("issues")
            .map(n -> Names.allKnown(n, COLUMNS, "column of an issue"))
            .orElse(List.of());
    List<Prompt> prompts = node.optional("ask").map(this::moments).orElse(List.of());
    List<Result> results = node.optional("status").map(ReportReader::results).orElse(List.of());
    List<Phase> takes = node.optional("takes").map(this::takes).orElse(List.of());
    if (node.isMapping()) {
      node.done();
    }
    return new ReportRule(figures, columns, prompts, results, takes);
  }

  /** {@code production.changes: 30m}. */
  private List<Phase> takes(Node all) {
    Map<String, Phase> known = new LinkedHashMap<>();
    for (String environment : book.environments.keySet()) {
      for (Part part : Part.values()) {
        Phase phase = new Phase(environment, part, Duration.ZERO);
        known.put(phase.name(), phase);
      }
    }
    List<Phase> takes = new ArrayList<>();
    for (String name : all.keys()) {
      Duration length = all.optional(name).map(Node::positiveDuration).orElse(null);
      if (Names.knownKey(all, name, known.keySet(), "phase") && length != null) {
        Phase phase = known.get(name);
        takes.add(new Phase(phase.environment(), phase.part(), length));
      }
    }
    return takes;
  }

  private List<Row> figures(Node all) {
    List<Row> rows = new ArrayList<>();
    for (String label : all.keys()) {
      all.optional(label).flatMap(n -> row(label, n)).ifPresent(rows::add);
    }
    return rows;
  }

  /** {@code probe.value}, or {@code {of: probe.value, target: bound}}. */
  private Optional<Row> row(String label, Node node) {
    Node of = node.isMapping() ? node.required("of").orElse(null) : node;
    Bound target =
        node.isMapping() ? node.optional("target").flatMap(Bounds::parse).orElse(null) : null;
    if (node.isMapping()) {
      node.done();
    }
    String text = of == null ? null : of.text();
    int dot = text == null ? -1 : text.lastIndexOf('.');
    if (text != null && (dot < 1 || dot == text.length() - 1)) {
      of.refuse(text, "a figure is a probe's value", "write it as probe.value");
      return Optional.empty();
    }
    if (text == null || !known(of, text.substring(0, dot))) {
      return Optional.empty();
    }
    return new SpecReader(book, book.unused())
        .probe(text.substring(0, dot))
        .map(probe -> new Row(label, probe, new Expectation(text.substring(dot + 1), target)));
  }

  private boolean known(Node of, String probe) {
    if (book.probes.containsKey(probe)) {
      return true;
    }
    of.refuse(
        "no probe is called `" + probe + "`",
        "the plan names none like that",
        Suggestion.todo(probe, book.probes.keySet(), "name one under `probes`"));
    return false;
  }

  private List<Prompt> moments(Node all) {
    List<Prompt> prompts = new ArrayList<>();
    for (String moment : all.keys()) {
      Names.knownKey(all, moment, List.of(Moment.END, Moment.ROLLED_BACK), "moment to ask at");
      all.optional(moment).ifPresent(roles -> roles(moment, roles, prompts));
    }
    return prompts;
  }

  private void roles(String moment, Node roles, List<Prompt> prompts) {
    for (String role : roles.keys()) {
      Names.knownKey(roles, role, book.roles.keySet(), "role");
      if (moment.equals(Moment.END) && !asked(role)) {
        roles
            .problems()
            .add(
                roles.keyAt(role),
                "role `" + role + "` is at no gate at the end",
                "what is asked there is answered before the gate is given",
                "add the role to `approve: {end: …}` of the last environment");
      }
      roles
          .optional(role)
          .map(Names::section)
          .orElse(Map.of())
          .forEach(
              (name, words) ->
                  prompt(new Prompt(name, moment, role, words.text()), words, prompts));
    }
  }

  private void prompt(Prompt prompt, Node node, List<Prompt> prompts) {
    if (!names.add(prompt.name())) {
      node.refuse(
          "a second question named `" + prompt.name() + "`",
          "an answer names it",
          "rename one of them");
    }
    prompts.add(prompt);
  }

  private boolean asked(String role) {
    return environments.isEmpty()
        || environments.get(environments.size() - 1).gates().stream()
            .filter(GateRule::always)
            .anyMatch(g -> g.moment().equals(Moment.END) && g.roles().contains(role));
  }

  private static List<Result> results(Node all) {
    List<Result> results = new ArrayList<>();
    for (String ending : all.keys()) {
      Names.knownKey(all, ending, ENDINGS, "ending");
      all.optional(ending).map(Node::text).ifPresent(w -> results.add(new Result(ending, w)));
    }
    return results;
  }
}
