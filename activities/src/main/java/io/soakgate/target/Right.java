package io.soakgate.target;

import io.soakgate.target.Abilities.Extension;
import io.soakgate.target.Abilities.Relation;
import io.soakgate.target.Abilities.Role;
import io.soakgate.target.Abilities.Session;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a plan may need of a login beyond what every plan needs, and how that is held against it.
 */
public enum Right {
  /** CREATEDB. */
  CREATE_DATABASES {
    @Override
    String lack(Footing on, String name) {
      return on.abilities().createsDatabases() ? null : on.user() + " may not create databases";
    }
  },
  /** CREATEDB, here or on the target's scratch server. */
  PROVE_BACKUPS {
    @Override
    String lack(Footing on, String name) {
      if (on.scratch().isEmpty()) {
        return CREATE_DATABASES.lack(on, name);
      }
      Abilities scratch = on.scratch().get();
      if (scratch.server().major() < on.abilities().server().major()) {
        return "its scratch server is PostgreSQL "
            + scratch.server().version()
            + ", older than "
            + on.abilities().server().version();
      }
      if (!scratch.pooler().mode().suits()) {
        return "its scratch server is behind " + scratch.pooler().mode().words();
      }
      return scratch.createsDatabases()
          ? null
          : "user " + scratch.login().user() + " may not create databases on the scratch server";
    }
  },
  /** To copy the database, which only its owner may. */
  COPY_DATABASE {
    @Override
    String lack(Footing on, String name) {
      boolean told = !on.abilities().createsDatabases();
      return told || on.abilities().renames() ? null : on.user() + " may not copy the database";
    }
  },
  /** That nobody else keeps sessions in the database, as a pooler does. */
  EMPTY_DATABASE {
    @Override
    String lack(Footing on, String name) {
      return on.abilities().pooler().mode() == Pooler.Mode.DIRECT
          ? null
          : "a pooler keeps sessions in the database";
    }
  },
  /** To rename the database: its owner with CREATEDB. */
  RENAME_DATABASE {
    @Override
    String lack(Footing on, String name) {
      return on.abilities().renames() ? null : on.user() + " may not rename the database";
    }
  },
  /** To set something for the database: the rights of its owner. */
  SET_FOR_DATABASE {
    @Override
    String lack(Footing on, String name) {
      Abilities abilities = on.abilities();
      return abilities.login().superuser() || abilities.database().owned()
          ? null
          : on.user() + " may not set anything for the database of " + abilities.database().owner();
    }
  },
  /** To rename the database, where something else is done without it. */
  RATHER_RENAME_DATABASE {
    @Override
    String lack(Footing on, String name) {
      return RENAME_DATABASE.lack(on, name);
    }
  },
  /** To put a schema back in place: the rights of its owner, and to create another one. */
  REPLACE_SCHEMA {
    @Override
    String lack(Footing on, String name) {
      Optional<Abilities.Schema> schema =
          on.abilities().schemas().stream().filter(s -> s.name().equals(name)).findFirst();
      if (schema.isEmpty()) {
        return "there is no schema " + name;
      }
      if (!on.abilities().database().create()) {
        return on.user() + " may not create schemas";
      }
      return schema.get().owned() && schema.get().others() == 0
          ? null
          : on.user() + " may not replace schema " + name + " of " + schema.get().owner();
    }
  },
  /** The same, where the database cannot be renamed. */
  REPLACE_SCHEMA_UNLESS_RENAMED {
    @Override
    String lack(Footing on, String name) {
      return on.abilities().renames() ? null : REPLACE_SCHEMA.lack(on, name);
    }
  },
  /** To end every session that is in the database now. */
  END_SESSIONS {
    @Override
    String lack(Footing on, String name) {
      List<Session> lasting = on.abilities().lastingSessions();
      return lasting.isEmpty() || !on.abilities().renames()
          ? null
          : on.user()
              + " may not end "
              + lasting.stream().map(Session::words).collect(Collectors.joining(" and "));
    }
  },
  /** To alter a relation: the rights of its owner. */
  ALTER_RELATION {
    @Override
    String lack(Footing on, String name) {
      return relation(on.abilities(), name)
          .map(r -> on.user() + " may not alter " + name + " of " + r.owner())
          .orElse(null);
    }
  },
  /** To become a role. */
  SET_ROLE {
    @Override
    String lack(Footing on, String name) {
      // One that is not there may be the plan's own to make.
      boolean may = role(on.abilities(), name).map(Role::mayBecome).orElse(true);
      return may ? null : on.user() + " may not become role " + name;
    }
  },
  /** That row level security holds for a role that is tested (B-44). */
  BE_HELD_BY_RLS {
    @Override
    String lack(Footing on, String name) {
      boolean itself = on.abilities().login().user().equals(name);
      boolean bypasses =
          itself
              ? on.abilities().login().bypassRls()
              : role(on.abilities(), name).filter(Role::bypassesRls).isPresent();
      return bypasses ? "role " + name + " bypasses row level security" : null;
    }
  },
  /** To create an extension that is not there yet. */
  CREATE_EXTENSION {
    @Override
    String lack(Footing on, String name) {
      Optional<Extension> extension =
          on.abilities().extensions().stream().filter(e -> e.name().equals(name)).findFirst();
      if (extension.isEmpty()) {
        return "the server has no extension " + name;
      }
      boolean may = extension.get().installed() != null || extension.get().creatable();
      return may ? null : on.user() + " may not create extension " + name;
    }
  },
  /** CREATEROLE. */
  CREATE_ROLES {
    @Override
    String lack(Footing on, String name) {
      boolean may = on.abilities().login().superuser() || on.abilities().login().createRoles();
      return may ? null : on.user() + " may not create roles";
    }
  },
  /** A pg_dump that knows the server. */
  DUMP {
    @Override
    String lack(Footing on, String name) {
      int server = on.abilities().server().major();
      boolean can = on.clientMajor().filter(m -> m >= server).isPresent();
      String have = on.clientMajor().map(m -> "pg_dump " + m).orElse("no pg_dump");
      return can || on.target().disposable()
          ? null
          : "this worker has " + have + " and the server is " + on.abilities().server().version();
    }
  },
  /** Room for a dump: 1.2 times the size of the database. */
  ROOM {
    @Override
    String lack(Footing on, String name) {
      if (on.room().filter(free -> free == Footing.CLOSED).isPresent()) {
        return "this worker may not write into its folder for backups";
      }
      long size = on.abilities().database().size();
      boolean enough = on.room().filter(free -> free < size * 1.2).isEmpty();
      return enough
          ? null
          : String.format(
              Locale.ROOT,
              "this worker has %,.1f MB free for backups and the database has %,.1f MB",
              on.room().orElse(0L) / 1e6,
              size / 1e6);
    }
  };

  /** Whether what is lacking now may be there by the time it is needed, or is not sorely missed. */
  public boolean passing() {
    return this == END_SESSIONS || replaced();
  }

  /** Whether something else is done where it is lacking. */
  public boolean replaced() {
    return this == RATHER_RENAME_DATABASE;
  }

  /** What is lacking, in words; null when nothing is. */
  abstract String lack(Footing on, String name);

  private static Optional<Role> role(Abilities abilities, String name) {
    return abilities.roles().stream().filter(r -> r.name().equals(name)).findFirst();
  }

  /** Somebody else's relation of that name, with its schema or on the search path. */
  private static Optional<Relation> relation(Abilities abilities, String name) {
    return abilities.othersRelations().stream()
        .filter(
            r ->
                name.equals(r.schema() + "." + r.name())
                    || name.equals(r.name())
                        && abilities.database().searchPath().contains(r.schema()))
        .findFirst();
  }
}
