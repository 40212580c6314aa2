package io.soakgate.probe;

import io.soakgate.plan.Unit;
import io.soakgate.verdict.Grid;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What statements come to, of all time or by how much their counters grew within a bucket.
 *
 * @param limit in milliseconds, above which a statement is slow on average
 * @param by {@code mean} or {@code total}, which the top ones are taken by
 * @param top how many of them are shown
 */
record StatementTally(long limit, String by, int top) {
  private static final List<String> HEADS = List.of("mean ms", "calls", "total ms", "query");
  // Texts would be the most of what travels with a heartbeat.
  private static final int NAMED = 50;

  /**
   * One statement, in milliseconds.
   *
   * @param id the extension's, the same as long as the statement is
   */
  record Statistic(String query, BigDecimal mean, long calls, BigDecimal total, long id) {
    private String line() {
      return String.format(Locale.ROOT, "%,.3f ms on average, %,d calls: %s", mean, calls, query);
    }

    private List<String> cells() {
      return List.of(mean.toPlainString(), String.valueOf(calls), total.toPlainString(), query);
    }

    private Statistic plus(Statistic other) {
      return of(query, calls + other.calls, total.add(other.total), id);
    }

    private static Statistic of(String query, long calls, BigDecimal total, long id) {
      BigDecimal mean =
          calls == 0
              ? BigDecimal.ZERO
              : total.divide(BigDecimal.valueOf(calls), 3, RoundingMode.HALF_UP);
      return new Statistic(query, mean, calls, total, id);
    }

    /** What came since; one that was forgotten meanwhile began at nothing. */
    private Statistic since(Statistic before) {
      return before == null || before.calls > calls || before.total.compareTo(total) > 0
          ? this
          : of(query, calls - before.calls, total.subtract(before.total), id);
    }
  }

  /** As values, with the top ones for people. */
  Measurement measured(List<Statistic> all, Instant at) {
    BigDecimal slowest = all.stream().map(Statistic::mean).reduce(BigDecimal.ZERO, BigDecimal::max);
    BigDecimal total = all.stream().map(Statistic::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal most = BigDecimal.valueOf(limit);
    List<Value> values =
        List.of(
            Value.number("slowest-mean", slowest, Unit.MILLIS),
            Value.number("slow", all.stream().filter(s -> s.mean().compareTo(most) > 0).count()),
            Value.number("statements", all.size()),
            Value.number("total", total, Unit.MILLIS),
            Value.number("calls", all.stream().mapToLong(Statistic::calls).sum()));
    List<Statistic> first = all.stream().limit(top).toList();
    return new Measurement(
        values,
        null,
        first.stream().map(Statistic::line).collect(Collectors.joining("\n")),
        at,
        new Grid(HEADS, first.stream().map(Statistic::cells).toList()));
  }

  /** All counters as one text, for {@link #grown}. */
  String written(List<Statistic> all) {
    StringBuilder text = new StringBuilder("%d %s %d".formatted(limit, by, top));
    int named = 0;
    for (Statistic one : all) {
      text.append("\n%d %d %s".formatted(one.id(), one.calls(), one.total().toPlainString()));
      if (named++ < NAMED) {
        text.append(' ').append(one.query());
      }
    }
    return text.toString();
  }

  /** By how much the counters of the last sample are ahead of those of the first. */
  static Measurement grown(Measurement first, Measurement last) {
    List<String> written = text(last).lines().toList();
    String[] asked = written.get(0).split(" ");
    StatementTally tally =
        new StatementTally(Long.parseLong(asked[0]), asked[1], Integer.parseInt(asked[2]));
    Map<Long, Statistic> before = read(text(first).lines().toList());
    Comparator<Statistic> order =
        Comparator.comparing(asked[1].equals("total") ? Statistic::total : Statistic::mean);
    List<Statistic> ran = new ArrayList<>();
    read(written).values().stream()
        .map(s -> s.since(before.get(s.id())))
        .filter(s -> s.calls() > 0)
        .sorted(order.reversed())
        .forEach(ran::add);
    return tally.measured(ran, last.at()).plain();
  }

  private static String text(Measurement seen) {
    return seen.value(Fold.COUNTERS).map(Value::text).orElse("0 mean 1");
  }

  private static Map<Long, Statistic> read(List<String> lines) {
    Map<Long, Statistic> all = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(" ", 4);
      long id = Long.parseLong(words[0]);
      String query = words.length > 3 ? words[3] : "statement " + id;
      // One statement of several logins has a line for each.
      all.merge(
          id,
          Statistic.of(query, Long.parseLong(words[1]), new BigDecimal(words[2]), id),
          Statistic::plus);
    }
    return all;
  }
}
