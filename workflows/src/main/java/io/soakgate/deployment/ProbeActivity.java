package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Looks at the world. A probe that cannot see says so in its measurement, never by failing. */
@ActivityInterface
public interface ProbeActivity {

  /**
   * Looks through each probe once, one after the other, so that none disturbs what another times.
   * Runs on the target's queue, heartbeats, and resumes where it was.
   *
   * @return one measurement per probe, in the order of the request
   */
  @ActivityMethod(name = "look")
  List<Measurement> look(LookRequest request);

  /**
   * Looks through one probe, such as a load, and meanwhile again and again through others. Runs on
   * the target's queue and heartbeats; another attempt begins anew.
   */
  @ActivityMethod(name = "during")
  Together during(DuringRequest request);

  /**
   * Samples every rule's probe until the bucket's end and folds the samples. Runs on the target's
   * watch queue, heartbeats, and resumes where it was. A bucket that was over before anybody looked
   * is blind, never healthy. Writes down what it measured (decision 18); a watch does not go blind
   * because the audit is silent.
   */
  @ActivityMethod(name = "bucket")
  BucketReading bucket(BucketRequest request);

  /**
   * @param change the change a {@code notices} probe reads about, or null
   * @param specs the probes
   * @param scripts the admitted scripts, as in {@link ProbeRequest}
   * @param known what the walk hands over
   */
  record LookRequest(
      Scope scope, String change, List<Spec> specs, List<Script> scripts, Known known) {

    /** Nothing is known where nothing was handed over. */
    public LookRequest {
      known = known == null ? Known.NOTHING : known; // an older release did not send it
    }

    /** A look at the target alone. */
    public LookRequest(Scope scope, String change, List<Spec> specs, List<Script> scripts) {
      this(scope, change, specs, scripts, Known.NOTHING);
    }
  }

  /**
   * @param during what runs meanwhile
   * @param change the change a {@code notices} probe reads about, or null
   * @param specs the probes that are looked through while it runs
   * @param every how long to wait between two looks at them
   * @param scripts the admitted scripts, as in {@link ProbeRequest}
   */
  record DuringRequest(
      Scope scope,
      Spec during,
      String change,
      List<Spec> specs,
      Duration every,
      List<Script> scripts) {}

  /**
   * @param during what it saw itself
   * @param seen one measurement per probe, in the order of the request, their samples folded as in
   *     a watch; blind when it could not run
   */
  record Together(Measurement during, List<Measurement> seen) {}

  /**
   * One probe of a look.
   *
   * @param change the change a {@code notices} probe reads about, or null
   * @param scripts the admitted scripts; a file whose bytes no longer match is not looked at
   *     (decision 3)
   * @param known what the walk hands over
   * @param span the time that is looked at; null outside of a watch, where a probe looks back from
   *     now
   */
  record ProbeRequest(
      Scope scope, String change, Spec spec, List<Script> scripts, Known known, Span span) {

    /** A look outside of a watch. */
    public ProbeRequest(Scope scope, String change, Spec spec, List<Script> scripts, Known known) {
      this(scope, change, spec, scripts, known, null);
    }

    /** A look at the target alone. */
    public ProbeRequest(Scope scope, String change, Spec spec, List<Script> scripts) {
      this(scope, change, spec, scripts, Known.NOTHING);
    }

    /** The same look, at this time. */
    public ProbeRequest in(Span span) {
      return new ProbeRequest(scope, change, spec, scripts, known, span);
    }
  }

  /**
   * A time that is looked at (plan language, rule 15), half-open, by the wall clock: what an
   * application writes down carries no plan time.
   *
   * @param from the bucket's start
   * @param to the bucket's end
   * @param since the start of the watch
   */
  record Span(Instant from, Instant to, Instant since) {}

  /**
   * @param watch the watch's name
   * @param bucket its number, from 1
   * @param from plan time of its start
   * @param to plan time of its end
   * @param since when its watch started by the wall clock
   * @param startAt when it starts by the wall clock (pace taken out)
   * @param wakeAt when it is over by the wall clock (pace taken out)
   * @param every how long to wait between samples by the wall clock
   * @param probes one per rule
   * @param scripts the admitted scripts, as in {@link ProbeRequest}
   * @param unkept what earlier buckets measured and the audit did not take yet
   * @param open whether it may be over before its time: when it is cancelled it answers with what
   *     it saw by then
   */
  record BucketRequest(
      Scope scope,
      String watch,
      int bucket,
      Instant from,
      Instant to,
      Instant since,
      Instant startAt,
      Instant wakeAt,
      Duration every,
      @JsonSerialize(using = Packed.Writer.class) @JsonDeserialize(using = Packed.Probes.class)
          List<RuleProbe> probes,
      List<Script> scripts,
      List<Entry> unkept,
      boolean open) {

    /** Nothing unkept may be left away. */
    public BucketRequest {
      unkept = unkept == null ? List.of() : unkept; // an older release did not send it
      since = since == null ? startAt : since; // nor this
    }

    /**
     * The time it looks at. What an application writes down is not hurried with the waiting: a
     * bucket that passes faster than life looks back as far as it stands for.
     */
    public Span span() {
      return new Span(wakeAt.minus(Duration.between(from, to)), wakeAt, since);
    }

    /** The same bucket, over at this time of the wall clock at the latest. */
    public BucketRequest until(Instant wakeAt) {
      return wakeAt.isBefore(this.wakeAt)
          ? new BucketRequest(
              scope,
              watch,
              bucket,
              from,
              from.plus(Duration.between(startAt, wakeAt)),
              since,
              startAt,
              wakeAt,
              every,
              probes,
              scripts,
              unkept,
              open)
          : this;
    }

    /** The first bucket of its watch, of a length that is known. */
    public BucketRequest(
        Scope scope,
        String watch,
        int bucket,
        Instant from,
        Instant to,
        Instant startAt,
        Instant wakeAt,
        Duration every,
        List<RuleProbe> probes,
        List<Script> scripts,
        List<Entry> unkept) {
      this(
          scope, watch, bucket, from, to, null, startAt, wakeAt, every, probes, scripts, unkept,
          false);
    }
  }

  /**
   * A rule's name and its probe.
   *
   * @param of how samples become one figure; null for the way of the probe's kind
   * @param summed whether what every single sample saw is to be summed up
   * @param sameHour of how many days before the same hour is asked for; null for none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RuleProbe(String rule, Spec spec, Rule.Of of, boolean summed, Duration sameHour) {

    /** Compared with no earlier day. */
    public RuleProbe(String rule, Spec spec, Rule.Of of, boolean summed) {
      this(rule, spec, of, summed, null);
    }

    /** Folded so, and not summed up. */
    public RuleProbe(String rule, Spec spec, Rule.Of of) {
      this(rule, spec, of, false);
    }

    /** Folded as the kind does. */
    public RuleProbe(String rule, Spec spec) {
      this(rule, spec, null);
    }
  }

  /**
   * @param bucket its number
   * @param samples how many samples were taken
   * @param readings one per rule, folded
   * @param unkept what the audit did not take, for the next bucket to bring along; mostly empty
   */
  record BucketReading(int bucket, int samples, List<RuleReading> readings, List<Entry> unkept) {

    /** Nothing unkept may be left away. */
    public BucketReading {
      unkept = unkept == null ? List.of() : unkept; // an older release did not send it
    }

    /** What was read, before the audit was told. */
    public BucketReading(int bucket, int samples, List<RuleReading> readings) {
      this(bucket, samples, readings, List.of());
    }

    /** The same, with what the audit did not take. */
    public BucketReading with(List<Entry> unkept) {
      return new BucketReading(bucket, samples, readings, unkept);
    }
  }

  /**
   * What one rule's probe saw in the bucket.
   *
   * @param totals what its samples come to, where that was asked for; else empty
   * @param earlier what was seen in the same hour of earlier days, where that was asked for and is
   *     known; else null
   */
  record RuleReading(
      String rule,
      Measurement measurement,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Known.Total> totals,
      @JsonInclude(JsonInclude.Include.NON_NULL) Measurement earlier) {

    /** Nothing is summed where nobody asked. */
    public RuleReading {
      totals = totals == null ? List.of() : totals; // an older release did not send it
    }

    /** Compared with no earlier day. */
    public RuleReading(String rule, Measurement measurement, List<Known.Total> totals) {
      this(rule, measurement, totals, null);
    }

    /** What was folded alone. */
    public RuleReading(String rule, Measurement measurement) {
      this(rule, measurement, List.of());
    }
  }
}
