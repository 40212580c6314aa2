package io.soakgate.starter.defects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Something wrong that was put into a plan or its data on purpose, and what must catch it.
 *
 * @param plan the plan it is put into
 * @param name its name
 * @param story one sentence
 * @param traps numbers of the runbooks' traps that it shows
 * @param edits what is changed in a copy of the plan's folder
 * @param patches SQL run on fresh databases, before the deployment starts
 * @param application laid over the sample application's configuration, or null
 * @param caught what must catch it
 * @param ends how the deployment must end
 */
record Defect(
    String plan,
    String name,
    String story,
    List<String> traps,
    List<Edit> edits,
    List<Patch> patches,
    ObjectNode application,
    Caught caught,
    Ends ends) {

  /**
   * @param file path in the plan's folder
   * @param find stands there exactly once; null means the whole file, which need not exist
   * @param put takes its place
   */
  record Edit(String file, String find, String put) {}

  /**
   * @param environment whose database, or null for every one
   */
  record Patch(String environment, String sql) {}

  /**
   * @param in the environment, or {@code admission}
   * @param by the subject of the entry of the audit that says so; null at admission
   * @param says its whole words; {@code {n}} is any number, {@code {any}} anything on a line
   */
  record Caught(String in, String by, String says) {
    static final String ADMISSION = "admission";

    boolean atAdmission() {
      return in.equals(ADMISSION);
    }

    /** The moment of a check: its subject without the check's name. */
    String moment() {
      return by.contains(" ") ? by.substring(0, by.lastIndexOf(' ')) : by;
    }
  }

  /** How a deployment with a defect ends. */
  enum Ends {
    ROLLED_BACK,
    REFUSED,
    /** Left in place for a person, as {@code if-fails: stay} says. */
    PARTLY_ROLLED_BACK,
    /** It waits for a person, who then takes everything back. */
    HELD
  }

  /** {@code menuca-v3/tenant-leak}. */
  String id() {
    return plan + "/" + name;
  }
}
