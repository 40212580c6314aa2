package io.soakgate.deployment;

import java.util.List;

/**
 * Where the plan's folder stood in Git when it was admitted.
 *
 * @param commit the commit's id, hex; null when it is not in Git
 * @param branch the branch's name; null when there is none
 * @param changed the files of the folder that are not as that commit has them, scripts included
 * @param why why it is not in Git, in words; null when it is
 */
public record Origin(String commit, String branch, List<String> changed, String why) {
  private static final int SHOWN = 12;
  private static final int FILES = 10;

  /** Not in Git. */
  public static Origin none(String why) {
    return new Origin(null, null, List.of(), why);
  }

  /** {@code commit ab12cd34ef56 on main, with changes in plan.yaml}, {@code not in Git (why)}. */
  public String words() {
    if (commit == null) {
      return "not in Git (" + why + ")";
    }
    return "commit "
        + commit.substring(0, Math.min(SHOWN, commit.length()))
        + (branch == null ? ", on no branch" : " on " + branch)
        + (changed.isEmpty() ? "" : ", with uncommitted changes in " + files());
  }

  /** Why what runs is not what Git has, or null when it is. */
  public String unclean() {
    if (commit == null) {
      return "the plan's folder is not in Git (" + why + ")";
    }
    return changed.isEmpty() ? null : "uncommitted changes in " + files();
  }

  private String files() {
    String shown = String.join(", ", changed.subList(0, Math.min(FILES, changed.size())));
    return changed.size() <= FILES ? shown : shown + " and " + (changed.size() - FILES) + " more";
  }
}
