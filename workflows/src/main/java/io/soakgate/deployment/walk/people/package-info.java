/**
 * What people are shown and asked, and what they order: the board, the cards, the question that is
 * open, commands, and whatever holds until somebody says how to go on.
 *
 * <p>Knows of the rooms of the walk only {@code stage}.
 */
package io.soakgate.deployment.walk.people;
