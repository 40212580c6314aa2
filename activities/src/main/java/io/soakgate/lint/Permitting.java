package io.soakgate.lint;

import static io.soakgate.lint.Rule.Danger.PRIVILEGES;

import java.util.List;
import java.util.Set;

/** What changes who may do what. */
final class Permitting {
  private Permitting() {}

  static List<Rule> rules() {
    return List.of(
        Rule.of(
            "grant",
            PRIVILEGES,
            false,
            p -> p.starts("GRANT"),
            "somebody may do more",
            "see that the role is the right one"),
        Rule.of(
            "revoke",
            PRIVILEGES,
            false,
            p -> p.starts("REVOKE"),
            "somebody may do less",
            "see that nothing still needs it"),
        Rule.of(
            "default-privileges",
            PRIVILEGES,
            false,
            p -> p.starts("ALTER DEFAULT PRIVILEGES"),
            "what is created from now on belongs to others too",
            "GRANT on what is there"),
        Rule.of(
            "role",
            PRIVILEGES,
            false,
            p ->
                p.tokens().size() > 1
                    && Set.of("CREATE", "ALTER", "DROP").contains(p.tokens().get(0))
                    && Set.of("ROLE", "USER", "GROUP").contains(p.tokens().get(1))
                    && !p.starts("CREATE USER MAPPING"),
            "a login or its rights change, in every database of the server",
            "do it outside of the plan, where the server is kept"),
        Rule.of(
            "owner",
            PRIVILEGES,
            false,
            p -> p.has("OWNER TO") || p.starts("REASSIGN OWNED"),
            "the new owner may do everything with it",
            "see that the role is the right one"),
        Rule.of(
            "security-definer",
            PRIVILEGES,
            false,
            p -> p.starts("CREATE") && p.has("SECURITY DEFINER") && p.index("SEARCH_PATH", 0) < 0,
            "whoever calls it acts as its owner, with a search_path of the caller's choice",
            "SET search_path on the function"),
        Rule.of(
            "row-level-security",
            PRIVILEGES,
            false,
            p ->
                p.startsAny("CREATE POLICY", "ALTER POLICY")
                    || p.any(a -> a.startsAny("ENABLE ROW", "FORCE ROW")),
            "who sees which rows changes",
            "test it as each persona"),
        Rule.of(
            "row-level-security-off",
            PRIVILEGES,
            false,
            p -> p.starts("DROP POLICY") || p.any(a -> a.startsAny("DISABLE ROW", "NO FORCE ROW")),
            "rows that were hidden may be seen",
            "say who agreed"),
        Rule.of(
            "disable-trigger",
            PRIVILEGES,
            false,
            p -> p.any(a -> a.starts("DISABLE TRIGGER") || a.starts("DISABLE RULE")),
            "what a trigger enforced is enforced no more",
            "enable it again in the same script"),
        Rule.of(
            "other-role",
            PRIVILEGES,
            false,
            p -> p.startsAny("SET ROLE", "SET SESSION AUTHORIZATION", "SET LOCAL ROLE"),
            "what follows is done as somebody else",
            "name the role in the target's login"),
        Rule.of(
            "copy-program",
            PRIVILEGES,
            false,
            p -> p.starts("COPY") && p.has("PROGRAM"),
            "the server runs a program",
            "prepare the data before, and \\copy it"),
        Rule.of(
            "copy-server-file",
            PRIVILEGES,
            false,
            Permitting::serverFile,
            "a file of the server is read or written",
            "put it into the plan's folder, and \\copy it"),
        Rule.of(
            "extension",
            PRIVILEGES,
            false,
            p -> p.startsAny("CREATE EXTENSION", "ALTER EXTENSION"),
            "code of others is loaded into the server",
            "say which, and who looked at it"),
        Rule.of(
            "alter-system",
            PRIVILEGES,
            false,
            p -> p.starts("ALTER SYSTEM"),
            "the whole server is configured anew",
            "do it where the server is kept"));
  }

  private static boolean serverFile(Phrase phrase) {
    int last = Math.max(phrase.index("FROM", 0), phrase.index("TO", 0));
    return phrase.starts("COPY")
        && last > 0
        && last + 1 < phrase.tokens().size()
        && phrase.tokens().get(last + 1).startsWith("'");
  }
}
