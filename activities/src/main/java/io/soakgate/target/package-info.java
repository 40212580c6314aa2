/** The databases a worker serves, and how to reach them. Only here are secrets ever resolved. */
package io.soakgate.target;
