package io.soakgate.worker;

import io.soakgate.plan.reading.Node;
import io.soakgate.target.Limits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a target's conditions are held against: {@code conditions} of a target. */
final class LimitsReader {
  private static final Duration SHORTEST_LEASE = Duration.ofHours(2);
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12}) ?(B|kB|MB|GB|TB)");
  private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

  private LimitsReader() {}

  static Limits read(Node node) {
    Limits usual = Limits.USUAL;
    Limits limits =
        new Limits(
            duration(node, "long-transaction", usual.transaction()),
            duration(node, "idle-in-transaction", usual.idle()),
            duration(node, "blocker", usual.blocker()),
            duration(node, "replication-lag", usual.lag()),
            size(node, "retained-wal", usual.retained()),
            Optional.ofNullable(percent(node)).orElse(usual.connections()),
            size(node, "disk", usual.disk()),
            node.optional("patience").map(Node::duration).orElse(usual.patience()),
            lease(node, usual.lease()));
    node.done();
    return limits;
  }

  private static Duration duration(Node node, String key, Duration usual) {
    return node.optional(key).map(Node::positiveDuration).orElse(usual);
  }

  private static Duration lease(Node node, Duration usual) {
    Duration lease = duration(node, "lease", usual);
    if (lease.compareTo(SHORTEST_LEASE) < 0) {
      node.optional("lease")
          .ifPresent(
              n ->
                  n.refuse(
                      "a lease of less than 2h",
                      "it is renewed once an hour, and must outlive a missed renewal",
                      "say 2h or more"));
    }
    return lease;
  }

  private static Integer percent(Node node) {
    return node.optional("connections").map(n -> n.whole(1, 100)).orElse(null);
  }

  private static Long size(Node node, String key, Long usual) {
    Optional<Node> found = node.optional(key);
    String text = found.map(Node::text).orElse(null);
    if (text == null) {
      return usual;
    }
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      found
          .get()
          .refuse(
              "this is no size", "it needs a whole number and a unit", "write 200 GB, for example");
      return usual;
    }
    BigDecimal factor = BigDecimal.TEN.pow(3 * UNITS.indexOf(size.group(2)));
    return new BigDecimal(size.group(1)).multiply(factor).longValue();
  }
}
