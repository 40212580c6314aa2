package io.soakgate.starter;

import io.soakgate.admission.AskedRoles;
import io.soakgate.identity.People;
import io.soakgate.identity.PublicKeyLine;
import io.soakgate.intake.Clicks;
import io.soakgate.plan.Plan;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.slack.Arrangement;
import io.soakgate.slack.Arrangement.Known;
import io.soakgate.slack.Arrangement.NamedRoom;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.worker.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a configuration and plans expect of Slack, put together. */
final class Arranged {
  private Arranged() {}

  /** Of a configuration that has Slack. */
  static Arrangement of(Configuration configuration, List<Plan> plans) {
    People people = configuration.people();
    return new Arrangement(
        configuration.slack(),
        configuration.clicks() == null ? null : clicks(configuration.clicks(), people),
        rooms(configuration.slack().cards(), plans),
        people.people().stream()
            .filter(p -> p.slack() != null)
            .map(p -> new Known(p.name(), p.slack()))
            .toList(),
        roles(people, plans));
  }

  private static Arrangement.Clicks clicks(Clicks clicks, People people) {
    return new Arrangement.Clicks(
        clicks.app(),
        clicks.http() == null ? null : clicks.http().secret(),
        clicks.key(),
        people.sources().stream()
            .filter(s -> s.name().equals(People.SLACK))
            .flatMap(s -> s.keys().stream().map(PublicKeyLine::line))
            .toList());
  }

  /** Each channel once, with everybody who names it. */
  private static List<NamedRoom> rooms(String cards, List<Plan> plans) {
    Map<String, NamedRoom> rooms = new LinkedHashMap<>();
    if (cards != null) {
      rooms.put(cards, new NamedRoom(cards, false, "cards"));
    }
    plans.stream()
        .flatMap(plan -> rooms(plan).stream())
        .forEach(room -> rooms.merge(room.name(), room, Arranged::both));
    return List.copyOf(rooms.values());
  }

  private static NamedRoom both(NamedRoom one, NamedRoom other) {
    return new NamedRoom(one.name(), one.create() || other.create(), one.by() + ", " + other.by());
  }

  /** The channels of one plan that are Slack's. */
  static List<NamedRoom> rooms(Plan plan) {
    return plan.channels().stream()
        .filter(channel -> channel.spec().kind().equals("slack"))
        .map(
            channel -> {
              Node with = Node.of(channel.spec().with(), channel.spec().at(), new Problems());
              return new NamedRoom(
                  with.required("channel").map(Node::text).orElseThrow(),
                  with.optional("create").map(Node::flag).orElse(false),
                  plan.name());
            })
        .toList();
  }

  private static List<Holder> roles(People people, List<Plan> plans) {
    return plans.stream()
        .flatMap(plan -> AskedRoles.of(plan).stream())
        .distinct()
        .map(role -> new Holder(role, people(people, role)))
        .toList();
  }

  private static List<String> people(People people, String role) {
    return people.holders().stream()
        .filter(h -> h.role().equals(role))
        .flatMap(h -> h.people().stream())
        .toList();
  }
}
