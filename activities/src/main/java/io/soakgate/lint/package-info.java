/**
 * What in a plan's scripts a person should know before agreeing: what destroys, what blocks others,
 * what writes whole tables anew, what changes who may do what. Rules over tokens, one table.
 */
package io.soakgate.lint;
