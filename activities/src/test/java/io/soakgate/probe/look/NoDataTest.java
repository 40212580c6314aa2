package io.soakgate.probe.look;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import io.soakgate.deployment.ProbeActivity.Span;
import io.soakgate.probe.Lab;
import io.soakgate.probe.Probe;
import io.soakgate.verdict.Measurement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watch cannot tell is no data, with its reason, and never a breach or a good sign. */
class NoDataTest {
  private static final Instant START = Lab.NOW.minusSeconds(300);
  private static final String COUNTER =
      "{endpoint: api, path: /metrics, figures: {errors: {of: errors_total, counter: true}}}";
  private static final String LOG = "{endpoint: api, count: {errors: ERROR}%s}";

  @TempDir Path folder;
  private HttpServer server;
  private Lab lab;
  private String answer = "";
  private String asked;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    lab = Lab.withEndpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked = exchange.getRequestURI().getQuery();
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void metricsTellByHowMuchACounterGrew() throws Exception {
    assertThat(counted("errors_total 7\n", "errors_total 12\n").values())
        .containsExactly(figure("errors", "5"));
  }

  @Test
  void metricsOfACounterThatWentBackAreNoData() throws Exception {
    assertThat(counted("errors_total 7\n", "errors_total 2\n").blind())
        .isEqualTo("the counters began anew within the bucket: errors went from 7 back to 2");
  }

  @Test
  void metricsOfAServiceThatWasStartedAgainAreNoData() throws Exception {
    assertThat(
            counted(
                    "errors_total 7\nprocess_start_time_seconds 1.0e9\n",
                    "errors_total 70\nprocess_start_time_seconds 1.1e9\n")
                .blind())
        .isEqualTo(
            "the counters began anew within the bucket: they count since 1.1e9, and counted since"
                + " 1.0e9 before");
  }

  @Test
  void metricsThatAreEmptyNoNumberOrStaleAreNoData() throws Exception {
    assertThat(bucket("metrics", COUNTER).blind())
        .isEqualTo(
            "only 0 of 6 samples were seen; the last reason: errors: the endpoint tells no"
                + " errors_total");
    answer = "errors_total NaN\n";
    assertThat(bucket("metrics", COUNTER).blind()).endsWith("errors: it is NaN, no number");
    answer = "errors_total +Inf\n";
    assertThat(bucket("metrics", COUNTER).blind()).endsWith("errors: it is +Inf, no number");
    answer = "errors_total 3 " + START.minusSeconds(60).toEpochMilli() + "\n";
    assertThat(bucket("metrics", COUNTER).blind())
        .endsWith("errors: errors_total was measured last at 2026-11-21T06:54:00Z");
  }

  @Test
  void prometheusIsAskedOnceForAllStepsOfTheBucket() throws Exception {
    answer = matrix("1", "2", "3", "2", "2");

    assertThat(bucket("prometheus", "{endpoint: api, figures: {it: up}}").values())
        .extracting(v -> v.name() + " " + v.number().stripTrailingZeros())
        .containsExactly("it 2");
    assertThat(asked).isEqualTo("query=up&start=1795244160.000&end=1795244400.000&step=60.000");
  }

  @Test
  void prometheusWithoutAnAnswerIsNoData() throws Exception {
    String none = "{endpoint: api, figures: {it: up}}";
    answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";
    assertThat(bucket("prometheus", none).blind()).isEqualTo("it: the query gave nothing");
    answer = "";
    assertThat(bucket("prometheus", none).blind())
        .isEqualTo("it: the endpoint answered 200 and no JSON; is it a Prometheus server?");
    server.stop(0);
    assertThat(bucket("prometheus", none).blind()).isEqualTo("the endpoint refused the connection");
  }

  @Test
  void prometheusWhoseSeriesIsStaleOrNoNumberForMostOfTheBucketIsNoData() throws Exception {
    answer = matrix("1", "1");
    assertThat(bucket("prometheus", "{endpoint: api, figures: {it: up}}").blind())
        .isEqualTo(
            "only 2 of 5 samples were seen; the last reason: it: the query gave nothing at"
                + " 2026-11-21T07:00:00Z");
    answer = matrix("NaN", "1", "+Inf", "1", "NaN");
    assertThat(bucket("prometheus", "{endpoint: api, figures: {it: up}}").blind())
        .isEqualTo("only 2 of 5 samples were seen; the last reason: it: it is NaN, no number");
    answer = matrix("NaN", "4", "4", "1");
    assertThat(bucket("prometheus", "{endpoint: api, figures: {it: up}}").values())
        .extracting(v -> v.number().stripTrailingZeros().toPlainString())
        .containsExactly("3");
  }

  @Test
  void aLogTellsOfTheBucketAloneEvenWhenItWasRotatedMeanwhile() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("api.log"),
            "2026-11-21 06:58:00 ERROR new\n2026-11-21 07:00:00 ERROR of the next bucket\n");
    lab = Lab.withEndpoint(file.toUri());
    assertThat(bucket("log", LOG.formatted(", since: 1h")))
        .isEqualTo(Lab.saw(figure("errors", "1"), figure("lines", "1")));

    Path before =
        Files.writeString(
            folder.resolve("api.log.1"),
            "2026-11-21 06:54:59 ERROR of the bucket before\n2026-11-21 06:56:00 ERROR old\n");
    Files.setLastModifiedTime(before, FileTime.from(START.plusSeconds(90)));

    assertThat(bucket("log", LOG.formatted(", since: 1h")))
        .isEqualTo(Lab.saw(figure("errors", "2"), figure("lines", "2")));
  }

  @Test
  void aLogThatIsSilentUndatedOrGoneIsNoData() throws Exception {
    Path file = Files.writeString(folder.resolve("api.log"), "2026-11-21 05:00:00 old\n");
    lab = Lab.withEndpoint(file.toUri());
    assertThat(bucket("log", LOG.formatted(", since: 1h, least: 1")).blind())
        .isEqualTo("the log api has 0 lines of that time, fewer than 1: too few to say anything");
    Files.writeString(file, "without a time\n");
    assertThat(bucket("log", LOG.formatted(", since: 1h")).blind())
        .isEqualTo("no line of the log api begins with a time stamp");
    Files.delete(file);
    assertThat(bucket("log", LOG.formatted(", since: 1h")).blind())
        .isEqualTo("the worker cannot read the log api");
  }

  @Test
  void aLogThatGotShorterIsNoData() {
    Measurement folded =
        lab.probes()
            .kind("log")
            .orElseThrow()
            .fold(List.of(Lab.saw(figure("lines", "90")), Lab.saw(figure("lines", "4"))));

    assertThat(folded.blind())
        .isEqualTo(
            "the log was cut off or rotated within the bucket: the counters began anew within the"
                + " bucket: lines went from 90 back to 4");
  }

  /** An endpoint that refuses is down, which is data. */
  @Test
  void httpWhoseAnswerHoldsNoFigureSaysNothingOfIt() throws Exception {
    String body = "{endpoint: api, path: /, body: {tasks: /tasks}}";
    for (String empty : List.of("", "<html>")) {
      answer = empty;
      Measurement seen = bucket("http", body);
      assertThat(seen.value("status")).contains(figure("status", "200"));
      assertThat(seen.value("tasks")).as("nothing can be told of it").isEmpty();
    }
    answer = "{\"tasks\": []}";
    assertThat(bucket("http", body).value("tasks")).contains(figure("tasks", "0"));
    assertThat(bucket("http", "{endpoint: other, path: /}").blind()).contains("no endpoint other");
    server.stop(0);
    assertThat(bucket("http", body).value("status")).contains(figure("status", "0"));
  }

  /** What a bucket of which the answers were these sees. */
  private Measurement counted(String... answers) throws Exception {
    Probe probe = lab.probes().kind("metrics").orElseThrow();
    List<Measurement> samples = new ArrayList<>();
    for (String one : answers) {
      answer = one;
      ProbeRequest request =
          Lab.request(null, "metrics", COUNTER).in(new Span(START, Lab.NOW, START));
      samples.add(new Looks(lab.probes(), Lab.CLOCK).look(request));
    }
    return probe.fold(samples);
  }

  private Measurement bucket(String kind, String yaml) throws InterruptedException {
    BucketRequest request =
        new BucketRequest(
            Lab.scope(),
            "soak",
            1,
            START,
            Lab.NOW,
            START,
            Lab.NOW,
            Duration.ofSeconds(60),
            List.of(new RuleProbe("rule", Lab.spec(kind, yaml))),
            List.of(),
            List.of());
    BucketTime time = new BucketTime(START);
    Bucket bucket = new Bucket(request, new Looks(lab.probes(), Lab.CLOCK), time, time);
    return bucket.sample(bucket.fresh(), p -> {}).readings().get(0).measurement();
  }

  private static String matrix(String... numbers) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":["
        + IntStream.range(0, numbers.length)
            .mapToObj(
                i -> "[" + (START.getEpochSecond() + 60 * (i + 1)) + ",\"" + numbers[i] + "\"]")
            .collect(Collectors.joining(","))
        + "]}]}}";
  }
}
