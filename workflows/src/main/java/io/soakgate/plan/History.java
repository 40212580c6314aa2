package io.soakgate.plan;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The migration history that the application's own tool keeps in its database (ADR 0016).
 *
 * @param tool who keeps it; null when the plan says that its scripts are no migrations
 * @param table as schema.table, or null
 * @param folder the folder of the plan that holds the tool's files, or null
 * @param none why the plan's scripts are no migrations ({@code history: {none: why}}), else null
 * @param at where the plan says so
 */
public record History(Tool tool, String table, String folder, String none, String at) {

  /** The tools whose history can be kept true. */
  public enum Tool {
    /** {@code V003__create_users.sql}; what else lies in the folder is no versioned migration. */
    FLYWAY("flyway", "V[0-9][0-9._]*__.+\\.sql", "V003__create_users.sql"),
    /** Formatted SQL: each change set of a file is a row. */
    LIQUIBASE("liquibase", ".+\\.sql", "003-create-users.sql"),
    /** {@code 20250110090000_create_users.sql}. */
    SUPABASE("supabase", "[0-9]+_.+\\.sql", "20250110090000_create_users.sql");

    private final String key;
    private final Pattern file;
    private final String example;

    Tool(String key, String file, String example) {
      this.key = key;
      this.file = Pattern.compile(file);
      this.example = example;
    }

    /** Its key in plans. */
    public String key() {
      return key;
    }

    /** How its files are named. */
    public String example() {
      return example;
    }

    /** Whether it would take a file of that name for a migration. */
    public boolean takes(String file) {
      return this.file.matcher(file).matches();
    }
  }

  /** Whether rows are to be written at all. */
  public boolean kept() {
    return tool != null;
  }

  /** Whether the path leads into the folder. */
  public boolean holds(String path) {
    return kept() && path.startsWith(folder + "/");
  }

  /** Those of the paths that lead into the folder, in their order. */
  public List<String> of(List<String> paths) {
    return paths.stream().filter(this::holds).toList();
  }

  /** The last part of a path. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
