package io.soakgate.deployment.walk;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.DrillActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Drills in memory: copies know which changes they carry, and what an undo forgot. */
final class FakeDrills implements DrillActivity {
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final List<DrillRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private final FakeWorld world;
  private final Map<Integer, TreeSet<String>> copies = new ConcurrentSkipListMap<>();
  private final Map<Integer, TreeSet<String>> known = new ConcurrentHashMap<>();
  private final Map<String, String> forgets = new ConcurrentHashMap<>();
  private volatile Duration takes = Duration.ofSeconds(2);

  FakeDrills(FakeWorld world) {
    this.world = world;
  }

  /** The undo of a change leaves this difference. */
  FakeDrills forgets(String change, String line) {
    forgets.put(change, line);
    return this;
  }

  /** A change cannot be applied again after its undo. */
  FakeDrills refusesAgain(String change) {
    forgets.put("again " + change, "spare is there");
    return this;
  }

  /** Every leg takes so long. */
  FakeDrills takes(Duration takes) {
    this.takes = takes;
    return this;
  }

  /** The copies that are there. */
  List<Integer> copies() {
    return List.copyOf(copies.keySet());
  }

  @Override
  public Prepared prepare(Ground ground) {
    world.fail("drill prepare");
    copies.clear();
    copies.put(0, new TreeSet<>());
    known.put(0, new TreeSet<>());
    log.add("prepare " + ground.backup().id() + " on " + ground.scope().target());
    return new Prepared(500, Duration.ofSeconds(1), "restored " + ground.backup().id());
  }

  @Override
  public Drilled drill(DrillRequest request) {
    requests.add(request);
    world.hang("drill " + request.subject());
    world.fail("drill " + request.subject());
    TreeSet<String> copy = new TreeSet<>(copies.get(request.from()));
    List<Lap> laps =
        request.legs().stream().map(leg -> lap(leg, copy, known.get(request.against()))).toList();
    if (request.keep()) {
      copies.put(request.to(), copy);
      known.put(request.to(), copy);
      copies.remove(request.from());
    }
    log.add("drill " + request.subject() + " leaves " + copy);
    return new Drilled(laps);
  }

  private Lap lap(Leg leg, TreeSet<String> copy, TreeSet<String> was) {
    List<String> left = new ArrayList<>();
    for (ActRequest act : leg.acts()) {
      if (act.spec().kind().equals("command")) {
        left.add(act.subject() + ": `command` is no SQL");
        continue;
      }
      switch (act.purpose()) {
        case APPLY -> copy.add("+ index public." + act.subject());
        case UNDO -> copy.remove("+ index public." + act.subject());
        case STEP -> copy.clear();
      }
      if (act.purpose() != Purpose.APPLY) {
        String forgotten = forgets.get(act.subject());
        copy.addAll(forgotten == null ? List.of() : List.of(forgotten));
      }
    }
    return new Lap(
        leg.name(),
        takes,
        leg.name().equals("again") ? forgets.get("again " + leg.acts().get(0).subject()) : null,
        left,
        "f1f1f1f1f1f1f1f1",
        copy.stream().filter(line -> !was.contains(line)).toList(),
        0,
        List.of(new Locked("public.orders", "ShareLock")),
        List.of());
  }

  @Override
  public void end(Ground ground) {
    copies.clear();
    log.add("end");
  }
}
