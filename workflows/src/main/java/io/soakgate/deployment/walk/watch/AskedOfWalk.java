package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.Known;
import io.soakgate.deployment.Known.Watched;
import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.LookRequest;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.deployment.WatchWorkflow.Summed;
import io.soakgate.deployment.WatchWorkflow.WatchRequest;
import io.soakgate.deployment.walk.check.Handing;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import io.temporal.failure.ActivityFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What rules of a watch ask of the walk and not of the target (M-112: issues per hour). No sample
 * is taken of it: it is looked at once, when a bucket is over, so that what was logged in the
 * bucket counts in it.
 */
final class AskedOfWalk {
  private static final List<String> KINDS =
      List.of("issues", "lint", "identity", "drift", Spec.WATCHED);

  private final WatchRequest request;
  private final List<Issue> noted;

  /**
   * @param noted what was logged since, or became of what was logged before; it grows
   */
  AskedOfWalk(WatchRequest request, List<Issue> noted) {
    this.request = request;
    this.noted = noted;
  }

  /** Whether the rule's probe is one of them. */
  static boolean asks(Rule rule) {
    return KINDS.contains(rule.probe().kind());
  }

  /** What is handed over now; what became of an issue stands in its place. */
  Known known() {
    Known known = request.known();
    List<Issue> issues = new ArrayList<>(known.issues() == null ? List.of() : known.issues());
    for (Issue issue : List.copyOf(noted)) {
      issues.removeIf(i -> i.number() == issue.number());
      issues.add(issue);
    }
    return known.issues() == null ? known : known.noting(issues);
  }

  /**
   * The reading of a bucket with what its rules ask of the walk.
   *
   * @param summed what the watch's own samples come to by now
   */
  BucketReading with(Buckets.Bucket bucket, BucketReading reading, List<Summed> summed) {
    List<Rule> rules =
        request.watch().rules().stream().filter(r -> r.judgedAt(bucket.from()) && asks(r)).toList();
    if (rules.isEmpty()) {
      return reading;
    }
    List<Measurement> seen = look(bucket, rules.stream().map(Rule::probe).toList(), summed);
    List<RuleReading> all = new ArrayList<>(reading.readings());
    for (int i = 0; i < rules.size(); i++) {
      all.add(new RuleReading(rules.get(i).name(), seen.get(i)));
    }
    return new BucketReading(reading.bucket(), reading.samples(), all, reading.unkept());
  }

  private List<Measurement> look(Buckets.Bucket bucket, List<Spec> probes, List<Summed> summed) {
    Instant over = request.started().plus(bucket.to());
    Known known = known();
    List<Watched> watched = new ArrayList<>(known.watched() == null ? List.of() : known.watched());
    // What the walk kept of this watch is in these sums, too.
    watched.removeIf(w -> w.watch().equals(request.watch().name()));
    watched.addAll(Handing.watched(request.watch(), summed));
    String summary = request.scope().environment() + ": " + request.watch().name();
    try {
      return Outside.look(request.scope().target(), probes.size(), summary + ", of the walk")
          .look(
              new LookRequest(
                  request.scope().at(over),
                  null,
                  probes,
                  request.scripts(),
                  known.watching(watched)));
    } catch (ActivityFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
      Measurement blind = Measurement.blind(over, Words.why(e));
      return probes.stream().map(p -> blind).toList();
    }
  }
}
