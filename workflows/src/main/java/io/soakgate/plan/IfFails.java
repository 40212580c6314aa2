package io.soakgate.plan;

/**
 * What an environment does after a failed must, a refused gate after its first change, a cancel.
 */
public enum IfFails {
  ROLLBACK,
  STAY,
  ASK
}
