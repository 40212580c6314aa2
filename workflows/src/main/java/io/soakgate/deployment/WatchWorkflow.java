package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Watch;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Snooze;
import io.soakgate.verdict.Told;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.List;

/**
 * Looks bucket after bucket and judges (decision 18). It never talks to people: it returns at the
 * end, on a breach, or when an issue starts it again, and is started on from the state it returned.
 */
@WorkflowInterface
public interface WatchWorkflow {
  /** The workflow type. */
  String TYPE = "Watch";

  @WorkflowMethod(name = TYPE)
  WatchResult watch(WatchRequest request);

  /** An issue was logged: a watch that restarts on issues starts again from its first bucket. */
  @SignalMethod(name = "issue")
  void issue(String words);

  /** An issue was logged, or one was resolved: rules that count issues know it from now on. */
  @SignalMethod(name = "noted")
  void noted(Evidence.Issue issue);

  /** The rules that are snoozed, or were: those buckets count for nothing. */
  @SignalMethod(name = "snoozed")
  void snoozed(List<Snooze> snoozes);

  /** What it ran beside is over: it judges what it saw by now, and returns. */
  @SignalMethod(name = "end")
  void end(String words);

  /**
   * @param scripts the admitted scripts
   * @param started plan time of the watch's start; buckets are aligned to it
   * @param startedReal the wall clock at that moment
   * @param pace how much faster than life it passes
   * @param baselines per rule, from before the environment's first change
   * @param state where it is; {@link WatchState#fresh()} at first
   * @param judged what earlier runs of the same start judged, for the report; empty at first
   * @param unkept what earlier buckets measured and the audit did not take yet; empty at first
   * @param summed the rules whose every sample is to be summed up
   * @param known what the walk hands over to probes that ask it
   * @param snoozes the rules that are snoozed, or were
   */
  record WatchRequest(
      ActActivity.Scope scope,
      Watch watch,
      List<Script> scripts,
      Instant started,
      Instant startedReal,
      int pace,
      List<Baseline> baselines,
      WatchState state,
      @JsonSerialize(using = Packed.Writer.class) @JsonDeserialize(using = Packed.Buckets.class)
          List<Story.Bucket> judged,
      List<Entry> unkept,
      List<String> summed,
      Known known,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Snooze> snoozes) {

    /** Nothing unkept may be left away. */
    public WatchRequest {
      unkept = unkept == null ? List.of() : unkept; // an older release did not send it
      summed = summed == null ? List.of() : summed; // nor this
      known = known == null ? Known.NOTHING : known; // nor this
      snoozes = snoozes == null ? List.of() : snoozes; // nor this
    }

    /** The same watch, further on (INV-21: only where it is changes). */
    public WatchRequest from(
        WatchState state,
        List<Story.Bucket> judged,
        List<Entry> unkept,
        Known known,
        List<Snooze> snoozes) {
      return new WatchRequest(
          scope,
          watch,
          scripts,
          started,
          startedReal,
          pace,
          baselines,
          state,
          judged,
          unkept,
          summed,
          known,
          snoozes);
    }
  }

  /** What a rule's probe saw before the environment's first change. */
  record Baseline(String rule, Measurement measurement) {}

  /**
   * @param bucket the last bucket that was judged; 0 at first
   * @param counts per rule, how many buckets in a row were bad, and how many blind
   * @param summed per rule that is summed up, what all samples so far come to
   */
  record WatchState(int bucket, List<Count> counts, List<Summed> summed) {

    /** Nothing is summed where nobody asked. */
    public WatchState {
      summed = summed == null ? List.of() : summed; // an older release did not send it
    }

    /** Nothing judged yet. */
    public static WatchState fresh() {
      return again(List.of());
    }

    /** Nothing judged yet of a new run, before which the rules stood like this. */
    public static WatchState again(List<Count> counts) {
      return new WatchState(0, counts, List.of());
    }
  }

  /** What all samples of a rule's probe come to, value by value. */
  record Summed(String rule, List<Known.Total> totals) {}

  /**
   * How many buckets in a row broke a rule, and how many were blind.
   *
   * @param recent how the last ones that could be seen stood, as {@link io.soakgate.verdict.Recent}
   * @param broke what people were told of its breaches
   * @param lost what they were told of its being blind
   */
  record Count(String rule, int broken, int blind, String recent, Told broke, Told lost) {

    /** Nothing marked and nothing told where nothing was said. */
    public Count {
      recent = recent == null ? "" : recent; // an older release did not send it
      broke = broke == null ? Told.NOTHING : broke; // the same
      lost = lost == null ? Told.NOTHING : lost;
    }

    /** Of a rule that was not judged yet. */
    public static Count fresh(String rule) {
      return new Count(rule, 0, 0, "", Told.NOTHING, Told.NOTHING);
    }
  }

  /** Why it returned. */
  enum Outcome {
    DONE,
    BREACH,
    RESTARTED
  }

  /**
   * @param breaches of the last bucket, the loudest first; one incident (F-57)
   * @param buckets judged since it was started, for the report; of very many the telling ones
   * @param unkept what was measured and the audit did not take
   */
  record WatchResult(
      Outcome outcome,
      WatchState state,
      List<Breach> breaches,
      @JsonSerialize(using = Packed.Writer.class) @JsonDeserialize(using = Packed.Buckets.class)
          List<Story.Bucket> buckets,
      List<Entry> unkept) {

    /** Nothing unkept may be left away. */
    public WatchResult {
      unkept = unkept == null ? List.of() : unkept; // an older release did not send it
    }
  }

  /**
   * A rule broken for its buckets, or blind for them, or well again after that.
   *
   * @param blind true when there was no data, which pages and never rolls back
   * @param asleep true when it was seen while the rule was snoozed, and leads to nothing
   * @param well true when a rule of which people were told is well again, which leads to nothing
   * @param quiet true when people heard of it lately: they need not hear again before they answer
   */
  record Breach(
      String rule,
      boolean blind,
      Severity severity,
      io.soakgate.plan.Response then,
      String words,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean asleep,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean well,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean quiet) {

    /** One of a rule that is heeded. */
    public Breach(
        String rule,
        boolean blind,
        Severity severity,
        io.soakgate.plan.Response then,
        String words) {
      this(rule, blind, severity, then, words, false, false, false);
    }
  }
}
