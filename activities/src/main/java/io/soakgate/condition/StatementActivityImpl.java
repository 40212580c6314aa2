package io.soakgate.condition;

import io.soakgate.action.Actions;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Script;
import io.soakgate.deployment.StatementActivity;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Store;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code pg_stat_statements} before the changes and since. */
public final class StatementActivityImpl implements StatementActivity {
  /** More than people read, and than a history should hold. */
  private static final int COUNTERS = 300;

  private static final int SUSPECTS = 3;

  private final Targets targets;
  private final Naming naming;

  /**
   * @param actions the kinds, which know what scripts a change names
   */
  public StatementActivityImpl(Targets targets, Store store, Actions actions) {
    this.targets = targets;
    this.naming = new Naming(actions, new ScriptWords(new ScriptStore(store)));
  }

  @Override
  public Statements statements(Scope scope) {
    Target target = targets.get(scope.target());
    try {
      List<Counted> all = Counting.of(target).all();
      List<Counter> most =
          all.stream()
              .limit(COUNTERS)
              .map(c -> new Counter(c.id(), c.calls(), c.millis()))
              .toList();
      return new Statements(most, most.size() == all.size(), null);
    } catch (Counting.Unseen e) {
      return Statements.unseen(e.getMessage());
    } catch (SQLException e) {
      return Statements.unseen(words(e));
    }
  }

  @Override
  public Slower slower(SlowerQuestion question) {
    Target target = targets.get(question.scope().target());
    try {
      Counting counting = Counting.of(target);
      List<Slowed> worst =
          Slowed.of(question.before(), counting.all()).stream().limit(SUSPECTS).toList();
      List<String> relations = worst.isEmpty() ? List.of() : counting.relations();
      List<Suspect> suspects = new ArrayList<>();
      for (Slowed slowed : worst) {
        suspects.add(suspect(slowed, question, relations));
      }
      return new Slower(List.copyOf(suspects), null);
    } catch (Counting.Unseen e) {
      return Slower.unseen(e.getMessage());
    } catch (SQLException e) {
      return Slower.unseen(words(e));
    }
  }

  private Suspect suspect(Slowed slowed, SlowerQuestion question, List<String> relations)
      throws SQLException {
    List<String> named = ScriptWords.in(slowed.query(), relations);
    List<String> changes = new ArrayList<>();
    for (Touching touching : question.changes()) {
      if (touches(scripts(touching, question), named)) {
        changes.add(touching.change());
      }
    }
    return new Suspect(
        slowed.shortened(), slowed.before(), slowed.now(), slowed.calls(), List.copyOf(changes));
  }

  private List<Script> scripts(Touching touching, SlowerQuestion question) {
    List<Script> all = question.scripts();
    List<Script> named =
        new ArrayList<>(naming.named(touching.apply(), all, question.scope().values()));
    all.stream().filter(s -> touching.migrations().contains(s.path())).forEach(named::add);
    return named;
  }

  private boolean touches(List<Script> scripts, List<String> relations) throws SQLException {
    for (String relation : relations) {
      if (naming.name(scripts, relation)) {
        return true;
      }
    }
    return false;
  }

  private static String words(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("the server did not answer");
  }
}
