/** What happened, kept: the audit as it goes, the report at the end. */
package io.soakgate.audit;
