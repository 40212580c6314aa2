package io.soakgate.probe.look;

import io.soakgate.deployment.Known.Total;
import io.soakgate.plan.Unit;
import io.soakgate.probe.Fold;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the samples of a bucket come to, value by value, where a check asks for it. */
public final class Totals {
  private Totals() {}

  /**
   * The probe as a whole first, under the empty name, then each of its values.
   *
   * @param due how many samples were due
   */
  public static List<Total> of(List<Measurement> samples, long due) {
    List<Measurement> saw = Fold.saw(samples).toList();
    Map<String, Total> values = new LinkedHashMap<>();
    for (Measurement sample : saw) {
      sample.values().stream()
          .filter(v -> !Fold.carries(v))
          .forEach(v -> values.merge(v.name(), one(v), Total::plus));
    }
    List<Total> all = new ArrayList<>();
    all.add(new Total("", due, saw.size(), 0, BigDecimal.ZERO, null, null, Unit.NONE));
    all.addAll(values.values());
    return List.copyOf(all);
  }

  private static Total one(Value v) {
    BigDecimal figure = v.number();
    boolean yes = figure == null ? "true".equals(v.text()) : figure.signum() != 0;
    BigDecimal sum = figure == null ? BigDecimal.ZERO : figure;
    return new Total(v.name(), 0, 1, yes ? 1 : 0, sum, figure, figure, v.unit());
  }
}
