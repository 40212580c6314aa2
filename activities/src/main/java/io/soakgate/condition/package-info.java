/**
 * Whether a target is fit to be changed now, one file per condition, and whose it is.
 *
 * <p>A look reads only, under short timeouts; what it cannot see it says.
 */
package io.soakgate.condition;
