package io.soakgate.plan;

/**
 * What protects an environment's database while it is changed.
 *
 * @param backup taken before the first change; null means none
 * @param readOnly keeps writes out while it is changed; null means writes go on
 * @param drill what must be proven before people agree to change it; null when the plan says
 *     nothing
 */
public record Safety(Backup backup, ReadOnly readOnly, Drill drill) {
  /** Nothing of it. */
  public static final Safety NONE = new Safety(null, null, null);

  /** A backup and nothing else. */
  public static Safety of(Backup backup) {
    return new Safety(backup, null, null);
  }
}
