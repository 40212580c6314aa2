package io.soakgate.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.http.Client;
import io.soakgate.http.Expected;
import io.soakgate.http.Place;
import io.soakgate.http.Reply;
import io.soakgate.http.Request;
import io.soakgate.http.Request.Header;
import io.soakgate.http.RequestSignature;
import io.soakgate.http.Template;
import io.soakgate.http.Unanswered;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls an endpoint of the target with a signed request: a feature flag is switched, a provider's
 * backup asked for. The endpoint is one the worker's configuration names, the key a
 * reference to a secret, and an idempotency key says which calls are the same one.
 *
 * <pre>
 * http-call: {endpoint: flags, path: /new-search/on, json: {on: true}, sign: {with: hmac-sha256, key: secret:flags}}
 * </pre>
 */
public final class HttpCall implements Action {
  private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "DELETE");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Targets targets;
  private final Clock clock;
  private final Patience patience;
  private final Client client = new Client();

  public HttpCall(Targets targets, Clock clock) {
    this(targets, clock, Patience.USUAL);
  }

  HttpCall(Targets targets, Clock clock, Patience patience) {
    this.targets = targets;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public String kind() {
    return "http-call";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public boolean proved() {
    return false;
  }

  @Override
  public Effect act(Node with, ActRequest request, Pulse pulse) throws Exception {
    Asked asked = Asked.read(with);
    Target target = targets.get(request.scope().target());
    URI uri =
        asked
            .place()
            .uri(target, asked.path())
            .orElseThrow(
                () ->
                    Refused.because(
                        request.subject() + ": " + asked.place().missing(target.name())));
    return new Once(target, request, pulse, patience)
        .run(() -> call(asked, asked.signed(uri, target, clock, key(request)), request.subject()));
  }

  // The same for every try of one action, so that a receiver can tell a repetition.
  private static String key(ActRequest request) {
    String one =
        String.join(
            "\n",
            request.scope().deployment(),
            request.scope().environment(),
            request.subject(),
            request.purpose().name(),
            request.spec().with().toString());
    return ScriptStore.digest(one.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }

  private Once.Done call(Asked asked, Request request, String subject) throws InterruptedException {
    try {
      Reply reply = client.send(request, false);
      if (asked.expected().error(reply.status())) {
        throw Refused.statement(
            subject
                + ": "
                + asked.words()
                + " was answered with "
                + reply.status()
                + ", expected was "
                + asked.expected().words());
      }
      return new Once.Done(
          "Called " + asked.words() + ": answered with " + reply.status(), List.of());
    } catch (Unanswered e) {
      throw Refused.forNow(subject + ": " + asked.words() + ": " + e.getMessage(), "unanswered");
    }
  }

  private record Sign(String with, String key) {}

  private record Asked(
      Place place,
      String path,
      String method,
      JsonNode json,
      Sign sign,
      Expected expected,
      Duration timeout) {

    static Asked read(Node with) {
      Asked asked =
          new Asked(
              Place.read(with),
              with.required("path").map(Place::path).orElse(null),
              with.optional("method").map(n -> n.oneOf(METHODS)).orElse("POST"),
              with.optional("json").map(Node::json).orElse(null),
              with.required("sign").map(Asked::sign).orElse(null),
              Expected.read(with),
              with.optional("timeout").map(Node::positiveDuration).orElse(TIMEOUT));
      with.done();
      return asked;
    }

    private static Sign sign(Node node) {
      String with =
          node.required("with").map(n -> n.oneOf(RequestSignature.ALGORITHMS)).orElse(null);
      Node key = node.required("key").orElse(null);
      String reference = key == null ? null : key.text();
      if (reference != null && !Secret.isReference(reference)) {
        key.refuse(
            "this is no reference to a secret",
            "it proves who somebody is, and a plan holds no secrets",
            "write where it is: " + Secret.FORMS);
      }
      node.done();
      return new Sign(with, reference);
    }

    String words() {
      return method + " " + path + " on " + place.endpoint();
    }

    /** Signed now; secrets are read now. */
    Request signed(URI uri, Target target, Clock clock, String idempotency) {
      byte[] body =
          json == null
              ? new byte[0]
              : Template.json(json, Map.of(), target).toString().getBytes(StandardCharsets.UTF_8);
      String timestamp = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
      String signature =
          RequestSignature.with(sign.with(), target.secret(sign.key()).reveal())
              .over(timestamp, method, uri.getRawPath(), body);
      List<Header> headers = new ArrayList<>();
      headers.add(new Header("Idempotency-Key", idempotency));
      headers.add(new Header(RequestSignature.TIMESTAMP, timestamp));
      headers.add(new Header(RequestSignature.SIGNATURE, signature));
      if (json != null) {
        headers.add(new Header("Content-Type", "application/json"));
      }
      return new Request(method, uri, headers, body, timeout);
    }
  }
}
