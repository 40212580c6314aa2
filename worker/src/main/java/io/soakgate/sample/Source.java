package io.soakgate.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What answers a request: the key of a route. */
sealed interface Source {

  /** {@code json}: always the same. */
  record Literal(JsonNode body) implements Source {}

  /** {@code row}: one object with the columns of a statement's first row. */
  record Row(NamedSql sql) implements Source {}

  /** {@code lists}: an object with the rows of each statement. */
  record Lists(List<Named> lists) implements Source {}

  /** {@code login}: a fresh token for whom the statement finds. */
  record Login(NamedSql sql) implements Source {}

  /** {@code switch}: turns something on or off. */
  record Turn(String name, boolean on) implements Source {}

  /** A list of an answer and the statement that fills it. */
  record Named(String name, NamedSql sql) {}
}
