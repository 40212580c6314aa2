package io.soakgate.script;

import java.util.Set;

/** What to write instead of a psql command that Soakgate does not carry out. */
final class Instead {
  /** The commands that send the statement before them. */
  static final Set<String> SENDS =
      Set.of(
          "\\g",
          "\\gx",
          "\\gexec",
          "\\gset",
          "\\gdesc",
          "\\watch",
          "\\crosstabview",
          "\\bind",
          "\\parse",
          "\\;");

  private Instead() {}

  /** The rewrite for a command, by its name. */
  static String of(String name) {
    return switch (name) {
      case "\\g", "\\gx", "\\crosstabview", "\\gdesc", "\\bind", "\\parse", "\\;" ->
          "end the statement with ;";
      case "\\gexec" -> "write a DO block that loops over the query and EXECUTEs each row";
      case "\\gset" -> "write the value where it is used, or SELECT … INTO in a DO block";
      case "\\watch" -> "write a rule of a watch in the plan";
      case "\\prompt" -> "write the value with \\set, or ask with an attest check in the plan";
      case "\\c", "\\connect" -> "name the database as the environment's target";
      case "\\if", "\\elif", "\\else", "\\endif" -> "write IF in a DO block";
      case "\\!", "\\o", "\\out", "\\w", "\\write", "\\e", "\\edit", "\\s" ->
          "take the line out: a script runs no program and writes no file";
      case "\\cd" -> "write paths from the plan's folder";
      case "\\password" -> "set it outside of the plan: no secret belongs into a script";
      case "\\q", "\\quit" -> "take out the line, and what stands below it";
      case "\\." -> "take the line out: no COPY … FROM STDIN stands before it";
      case "\\lo_import" -> "write lo_from_bytea";
      default ->
          name.startsWith("\\d") || name.startsWith("\\l")
              ? "write a check in the plan: it looks, and judges what it sees"
              : "take the line out, or write it as SQL";
    };
  }
}
