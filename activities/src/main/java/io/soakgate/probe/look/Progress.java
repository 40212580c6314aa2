package io.soakgate.probe.look;

import io.soakgate.probe.Counters;
import io.soakgate.verdict.Measurement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a bucket is; heartbeats carry it, so that another attempt goes on from there.
 *
 * @param taken how many times everything was looked at
 * @param lost how many times nobody looked although it was due
 * @param until when it was looked last, by the wall clock; null before the first time
 * @param samples per different probe of the bucket, in the order of the request, what it saw
 */
record Progress(int taken, int lost, Instant until, List<List<Measurement>> samples) {

  /** Nothing yet. */
  static Progress fresh(int probes) {
    List<List<Measurement>> samples = new ArrayList<>();
    for (int i = 0; i < probes; i++) {
      samples.add(List.of());
    }
    return new Progress(0, 0, null, samples);
  }

  /** With samples that were lost before anybody looked again. */
  Progress losing(int more) {
    return new Progress(taken, lost + more, until, samples);
  }

  /** With one more sample of every probe; those that were not looked through have none. */
  Progress with(List<Optional<Measurement>> sample, Instant at) {
    List<List<Measurement>> all = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      List<Measurement> one = new ArrayList<>(samples.get(i));
      sample.get(i).ifPresent(one::add);
      all.add(List.copyOf(Counters.thinned(one)));
    }
    return new Progress(taken + 1, lost, at, List.copyOf(all));
  }
}
