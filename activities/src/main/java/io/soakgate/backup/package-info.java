/** Backups that prove themselves, and the restore that swaps one in (decisions 10, 11, 12). */
package io.soakgate.backup;
