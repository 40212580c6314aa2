package io.soakgate.sample;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Somebody the application knows by a bearer token.
 *
 * @param name what routes call them; null for one who logged in
 * @param role the database role they come with, or null for the application's
 * @param claims what the database is told about them
 */
record Person(String name, String role, JsonNode claims) {}
