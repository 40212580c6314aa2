/** What looks at the world: one file per kind, one plain list to register it. */
package io.soakgate.probe;
