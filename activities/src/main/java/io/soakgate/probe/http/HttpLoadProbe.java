package io.soakgate.probe.http;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.http.Client;
import io.soakgate.http.PlannedRequest;
import io.soakgate.http.Request;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Fold;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Timings;
import io.soakgate.probe.http.HttpLoad.Sent;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code http-load: {endpoint: name, path: /…, requests: 100, concurrency: 10}}: so many requests
 * by so many clients at a time, each sending its next one when the last was answered (a closed
 * model, as {@code ab -n 100 -c 10}: M-048 … M-050, M-087); {@code for: 30s} in place of {@code
 * requests}: as many as fit. With {@code rate: 50, for: 30s} so many a second, whether or not the
 * earlier ones were answered (an open model), {@code concurrency} of them at most at a time.
 *
 * <p>Values as those of {@code http}, and {@code rate}, the requests a second that were sent. A
 * time counts from when the request should have begun; of the open model {@code behind} is how long
 * after that the latest began, and {@code unsent} how many had not begun ten seconds after the end.
 * A warm-up of one request for each client is not counted.
 */
public final class HttpLoadProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Targets targets;
  private final Clock clock;
  private final Client client = new Client();

  public HttpLoadProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "http-load";
  }

  @Override
  public List<String> check(Node with) {
    HttpLoadAsked.read(with, TIMEOUT);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    HttpLoadAsked asked = HttpLoadAsked.read(with, TIMEOUT);
    List<Gauge> all = new ArrayList<>(HttpCounts.gauges(asked.http().expected()));
    all.addAll(Timings.GAUGES);
    all.add(Gauge.figure("rate", Unit.NONE));
    if (asked.open()) {
      all.add(Gauge.figure("behind", Unit.MILLIS));
      all.add(Gauge.figure("unsent", Unit.NONE));
    }
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws InterruptedException {
    HttpLoadAsked asked = HttpLoadAsked.read(with, TIMEOUT);
    PlannedRequest http = asked.http();
    String target = request.scope().target();
    Request planned = http.to(targets.get(target)).orElse(null);
    if (planned == null) {
      return Measurement.blind(clock.instant(), http.place().missing(target));
    }
    Sent sent = asked.send(new HttpLoad(client, planned, asked.clients()));
    Measurement seen = HttpRun.measured(sent.runs(), http.expected(), clock.instant());
    List<Value> values = new ArrayList<>(seen.values());
    values.addAll(pace(seen, sent, asked.open()));
    return new Measurement(values, null, seen.note(), seen.at());
  }

  private static List<Value> pace(Measurement seen, Sent sent, boolean open) {
    BigDecimal rate =
        seen.value("requests")
            .orElseThrow()
            .number()
            .multiply(BigDecimal.valueOf(1_000_000_000L))
            .divide(BigDecimal.valueOf(Math.max(1, sent.nanos())), 1, RoundingMode.HALF_UP);
    List<Value> values = new ArrayList<>();
    values.add(Value.number("rate", rate, Unit.NONE));
    if (open) {
      BigDecimal behind = BigDecimal.valueOf(sent.behind(), 6).setScale(3, RoundingMode.HALF_UP);
      values.add(Value.number("behind", behind, Unit.MILLIS));
      values.add(Value.number("unsent", sent.unsent()));
    }
    return values;
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    return HttpRun.folded(Fold.saw(samples).toList());
  }
}
