/**
 * Scripts as people write them for psql, read as what is sent: statements with their places, psql's
 * own commands carried out or refused, and whether a PostgreSQL can parse them.
 */
package io.soakgate.script;
