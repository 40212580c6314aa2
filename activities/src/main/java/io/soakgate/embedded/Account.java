package io.soakgate.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How PostgreSQL is run without root's rights, because as root it refuses to run.
 *
 * @param prefix words before a command; none when we are not root
 * @param owner the account that must own the data, or nothing: ourselves
 */
record Account(List<String> prefix, Optional<String> owner) {
  private static final List<String> NAMES = List.of("postgres", "nobody");

  /**
   * The first way that works here. As root: an ordinary account that reaches both places; else a
   * user namespace without a name for us; else an ordinary account that may pass closed folders
   * (containers that forbid namespaces, with the project under root's home).
   *
   * @param folder where the data will be; it exists
   * @param program a PostgreSQL program that can say its version
   * @throws IOException when no way works
   */
  static Account that(Path folder, String program) throws IOException, InterruptedException {
    if (!root()) {
      return new Account(List.of(), Optional.empty());
    }
    List<Account> ways = new ArrayList<>();
    NAMES.forEach(name -> ways.add(as(name)));
    ways.add(new Account(List.of("unshare", "-U"), Optional.empty()));
    NAMES.forEach(name -> ways.add(passing(name)));
    for (Account way : ways) {
      if (way.reaches(folder, program)) {
        return way;
      }
    }
    throw new IOException(
        folder
            + ": PostgreSQL does not run as root, and neither an account (postgres, nobody) reaches"
            + " this folder and "
            + program
            + ", nor are user namespaces allowed; run as an ordinary user, or move the project and"
            + " SOAKGATE_CACHE to folders that everybody may enter");
  }

  private static boolean root() throws IOException, InterruptedException {
    return CommandLine.run(List.of("id", "-u")).output().equals("0");
  }

  private static Account as(String name) {
    return new Account(
        List.of("setpriv", "--reuid=" + name, "--init-groups", "--regid=" + group(name)),
        Optional.of(name));
  }

  private static Account passing(String name) {
    List<String> prefix = new ArrayList<>(as(name).prefix());
    prefix.addAll(List.of("--inh-caps=+dac_override", "--ambient-caps=+dac_override"));
    return new Account(List.copyOf(prefix), Optional.of(name));
  }

  private static String group(String name) {
    try {
      return CommandLine.run(List.of("id", "-g", name)).output();
    } catch (IOException noId) {
      return name;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return name;
    }
  }

  private boolean reaches(Path folder, String program) throws InterruptedException {
    return CommandLine.works(
        run(
            List.of(
                "/bin/sh",
                "-c",
                "cd \"$0\" && test \"$(id -u)\" != 0 && exec \"$1\" --version",
                folder.toString(),
                program)));
  }

  /** The command as this account runs it. */
  List<String> run(List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole;
  }

  /** Lets the account own a folder or file, with everything in it. */
  void give(Path path) throws IOException {
    if (owner.isPresent()) {
      Folders.give(path, owner.get());
    }
  }
}
