/**
 * Changes: actions run on their terms, what is there only for a while, the watch beside them, and
 * the drill that walks them on a copy first.
 *
 * <p>Knows of the rooms of the walk only {@code stage}, {@code people}, {@code gate}, {@code
 * check}, {@code freeze}, {@code watch}.
 */
package io.soakgate.deployment.walk.change;
