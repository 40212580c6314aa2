package io.soakgate.script;

import java.util.function.Function;

/** Gives the bytes of files in a plan's folder to whoever reads scripts. */
@FunctionalInterface
public interface ScriptFiles extends Function<String, byte[]> {

  /**
   * The bytes of a file.
   *
   * @param path relative to the plan's folder
   * @param at what names it, {@code sql/a.sql:12:1}
   * @return null when there is none to be had; a problem at that place says why
   */
  byte[] read(String path, String at);

  /** The bytes of a file that is known to be there. */
  @Override
  default byte[] apply(String path) {
    return read(path, path);
  }
}
