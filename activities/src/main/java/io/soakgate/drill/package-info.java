/**
 * Ways back, walked on copies of a database that was restored from a verified backup (ADR 0025).
 */
package io.soakgate.drill;
