package io.soakgate.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing the application can be asked for.
 *
 * @param method of the request
 * @param path what its path looks like; its groups are {@code names}
 * @param names what {@code {x}} in the path is called, in order
 * @param access who may ask
 * @param limit how often one person may ask, or null
 * @param first what the database is told before, in the same transaction
 * @param source what answers
 * @param status what is answered when all is well
 * @param empty what is answered when there is nothing to be seen
 * @param during the switch that must be on, or null
 * @param commits whether what its statements write stays
 * @param misbehaviour what it does badly on purpose
 */
record Route(
    String method,
    Pattern path,
    List<String> names,
    Access access,
    RateLimit limit,
    List<NamedSql> first,
    Source source,
    int status,
    int empty,
    String during,
    boolean commits,
    Misbehaviour misbehaviour) {
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z][a-z0-9_]*)}");

  /**
   * Who may ask.
   *
   * @param people by name, or {@link #ANYBODY_KNOWN}; empty lets everybody in
   * @param signed whether the request itself must be signed
   */
  record Access(List<String> people, boolean signed) {
    static final String ANYBODY_KNOWN = "anybody-known";

    boolean closed() {
      return !people.isEmpty();
    }

    boolean admits(Person person) {
      return people.isEmpty() || people.contains(ANYBODY_KNOWN) || people.contains(person.name());
    }
  }

  /** The names in a path such as {@code /api/menu/{id}}, in order. */
  static List<String> names(String path) {
    return PARAMETER.matcher(path).results().map(r -> r.group(1)).toList();
  }

  /** What paths of that form look like. */
  static Pattern pattern(String path) {
    StringBuilder pattern = new StringBuilder();
    Matcher parameter = PARAMETER.matcher(path);
    int from = 0;
    while (parameter.find()) {
      pattern.append(Pattern.quote(path.substring(from, parameter.start()))).append("([^/]+)");
      from = parameter.end();
    }
    return Pattern.compile(pattern + Pattern.quote(path.substring(from)));
  }

  /** What the path of a request brings along; empty when it is not this route's. */
  Optional<Map<String, String>> fits(String asked, String at) {
    Matcher found = path.matcher(at);
    if (!method.equals(asked) || !found.matches()) {
      return Optional.empty();
    }
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      given.put(names.get(i), found.group(i + 1));
    }
    return Optional.of(given);
  }
}
