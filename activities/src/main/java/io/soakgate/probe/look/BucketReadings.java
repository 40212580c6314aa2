package io.soakgate.probe.look;

import io.soakgate.deployment.Known.Total;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.plan.Spec;
import io.soakgate.probe.Fold;
import io.soakgate.probe.Sampling;
import io.soakgate.verdict.Measurement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the different probes of a bucket saw, and what that comes to for each rule. Rules with the
 * same probe share its samples.
 */
final class BucketReadings {
  private final BucketRequest request;
  private final Looks looks;
  private final Clock clock;
  private final List<Spec> specs = new ArrayList<>();

  BucketReadings(BucketRequest request, Looks looks, Clock clock) {
    this.request = request;
    this.looks = looks;
    this.clock = clock;
    request.probes().stream()
        .map(RuleProbe::spec)
        .filter(spec -> position(spec) < 0)
        .forEach(specs::add);
  }

  /** How many different probes there are. */
  int probes() {
    return specs.size();
  }

  /** One sample of each that is looked through now. */
  List<Optional<Measurement>> sample() throws InterruptedException {
    List<Optional<Measurement>> sample = new ArrayList<>();
    for (Spec spec : specs) {
      ProbeRequest one = one(spec);
      // A watch judges figures; a table would travel with every sample.
      sample.add(
          looks.sampling(one) == Sampling.AFTERWARDS
              ? Optional.empty()
              : Optional.of(looks.look(one).plain()));
    }
    return sample;
  }

  /**
   * What a bucket that is over saw, a reading per rule.
   *
   * @param late whether it is over for so long that what is seen now says nothing about it
   */
  List<RuleReading> of(Progress progress, boolean late) throws InterruptedException {
    List<Seen> all = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      all.add(seen(one(specs.get(i)), progress.samples().get(i), progress, late));
    }
    return request.probes().stream()
        .map(rule -> reading(rule, all.get(position(rule.spec()))))
        .toList();
  }

  /** What a probe saw, of how many samples that were due. */
  private record Seen(List<Measurement> samples, int due, Sampling how) {}

  private Seen seen(ProbeRequest one, List<Measurement> taken, Progress progress, boolean late)
      throws InterruptedException {
    Sampling how = looks.sampling(one);
    if (how == Sampling.AFTERWARDS) {
      List<Measurement> recalled = looks.recall(one, request.every());
      return new Seen(recalled, recalled.size(), how);
    }
    List<Measurement> samples = new ArrayList<>(taken);
    if (how == Sampling.TO_THE_END && !late && !taken.isEmpty()) {
      samples.add(looks.look(one).plain());
    }
    return new Seen(samples, samples.size() + progress.lost(), how);
  }

  private RuleReading reading(RuleProbe rule, Seen seen) {
    Measurement bucket = seen.samples().isEmpty() ? unseen() : folded(rule, seen);
    return new RuleReading(rule.rule(), bucket, rule.summed() ? totals(seen, bucket) : List.of());
  }

  /** Of counters the bucket's growth alone adds up; what they stand at does not. */
  private List<Total> totals(Seen seen, Measurement bucket) {
    return seen.how() == Sampling.TO_THE_END
        ? Totals.of(List.of(bucket), 1)
        : Totals.of(seen.samples(), seen.due() == 0 ? expected() : seen.due());
  }

  private Measurement unseen() {
    return Measurement.blind(
        clock.instant(), "nobody looked between " + request.from() + " and " + request.to());
  }

  /** Samples that were due and that nobody took. */
  private long expected() {
    Duration length = Duration.between(request.startAt(), request.wakeAt());
    return Math.max(1, length.toMillis() / Math.max(1, request.every().toMillis()));
  }

  private Measurement folded(RuleProbe rule, Seen seen) {
    List<Measurement> samples = seen.samples();
    long saw = Fold.saw(samples).count();
    if (saw * 2 >= seen.due() && saw > 0) {
      Measurement folded = looks.fold(rule.spec().kind(), samples);
      // What counters grew by has no other way to be folded.
      boolean own = rule.of() == null || seen.how() == Sampling.TO_THE_END;
      return own || folded.blind() != null ? folded : Fold.of(rule.of(), samples);
    }
    String why =
        samples.stream()
            .filter(m -> m.blind() != null)
            .reduce((first, second) -> second)
            .map(m -> "; the last reason: " + m.blind())
            .orElse("; nobody looked at the others");
    return seen.how() == Sampling.AFTERWARDS && seen.due() == 1
        ? samples.get(0)
        : Measurement.blind(
            clock.instant(), "only " + saw + " of " + seen.due() + " samples were seen" + why);
  }

  private ProbeRequest one(Spec spec) {
    return new ProbeRequest(request.scope(), null, spec, request.scripts()).in(request.span());
  }

  private int position(Spec spec) {
    for (int i = 0; i < specs.size(); i++) {
      if (specs.get(i).kind().equals(spec.kind()) && specs.get(i).with().equals(spec.with())) {
        return i;
      }
    }
    return -1;
  }
}
