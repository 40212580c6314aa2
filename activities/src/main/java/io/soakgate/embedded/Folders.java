package io.soakgate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders: deleted, given away. */
public final class Folders {
  private Folders() {}

  /** Deletes a file or folder with everything in it; nothing when it is not there. */
  public static void delete(Path folder) throws IOException {
    for (Path path : all(folder)) {
      Files.deleteIfExists(path);
    }
  }

  /** Makes an account the owner of a folder and of everything in it. */
  static void give(Path folder, String account) throws IOException {
    UserPrincipal owner =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account);
    if (Files.getOwner(folder).equals(owner)) {
      return;
    }
    // Children first: the folder itself says that all of it was given.
    for (Path path : all(folder)) {
      Files.setAttribute(path, "posix:owner", owner, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static List<Path> all(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
