/** What people press and type in Slack: who it was, and what becomes of it. */
package io.soakgate.intake;
