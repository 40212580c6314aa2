/** What Soakgate says in Slack: each text is seen once, whatever happens on the way. */
package io.soakgate.slack;
