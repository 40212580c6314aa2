/** What tells people: one file per kind, one plain list to register it. */
package io.soakgate.channel;
