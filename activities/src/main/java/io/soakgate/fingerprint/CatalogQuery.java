package io.soakgate.fingerprint;

/**
 * A query that gives catalog lines: the object's name for people, and its properties as JSON, where
 * {@code of} names what it is a part of.
 *
 * @param since the first major version of PostgreSQL that has what it reads
 */
record CatalogQuery(int since, String sql) {
  static final int OLDEST = 14;
  private static final int FIRST_USER_OID = 16384;

  /** No text that may hold a secret or somebody's words is a line's; that it changed is. */
  static String digest(String text, int digits) {
    return "substr(encode(sha256(convert_to(%s, 'UTF8')), 'hex'), 1, %d)".formatted(text, digits);
  }

  /**
   * One that every version has.
   *
   * @param sql in which a few words in braces stand for what many have in common: {@code {schemas}}
   *     the schema {@code n} counts; {@code {no-member:CATALOG:OID}} it came with no extension;
   *     {@code {own:CATALOG:OID}} nor with PostgreSQL; {@code {owner:OID}}; {@code {options:ARRAY}}
   *     and {@code {settings:ARRAY}}, where digests stand for what may be secret; {@code
   *     {list:ARRAY}}; {@code {yes:CONDITION}} true, else nothing; {@code {digest:TEXT}}
   */
  static CatalogQuery of(String sql) {
    return since(OLDEST, sql);
  }

  static CatalogQuery since(int version, String sql) {
    String full =
        sql.replace("{schemas}", UserSchemas.CONDITION)
            .replaceAll(
                "\\{own:(\\w+):([\\w.]+)\\}", "$2 >= " + FIRST_USER_OID + " AND {no-member:$1:$2}")
            .replaceAll(
                "\\{no-member:(\\w+):([\\w.]+)\\}",
                "NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = '$1'::regclass"
                    + " AND x.objid = $2 AND x.deptype = 'e')")
            .replaceAll("\\{owner:([\\w.]+)\\}", "quote_ident(pg_get_userbyid($1))")
            .replaceAll("\\{yes:([^}]+)\\}", "CASE WHEN $1 THEN true END")
            .replaceAll(
                "\\{list:([\\w.]+)\\}",
                "(SELECT jsonb_agg(o ORDER BY o COLLATE \"C\") FROM unnest($1) o)")
            .replaceAll(
                "\\{options:([\\w.]+)\\}",
                "(SELECT jsonb_object_agg(split_part(o, '=', 1), "
                    + digest("o", 6)
                    + ") FROM unnest($1) o)")
            .replaceAll(
                "\\{settings:([\\w.]+)\\}",
                "(SELECT jsonb_object_agg(split_part(o, '=', 1), {value:o}) FROM unnest($1) o)")
            .replaceAll(
                "\\{value:(\\w+)\\}",
                "CASE WHEN split_part($1, '=', 1) LIKE '%.%' THEN "
                    + digest("$1", 6)
                    + " ELSE substr($1, strpos($1, '=') + 1) END")
            .replaceAll("\\{digest:([^}]+)\\}", digest("$1", 16));
    return new CatalogQuery(version, full);
  }

  /** With the properties that are not there taken out. */
  String lines() {
    return "SELECT object, nullif(jsonb_strip_nulls(properties), '{}') FROM (\n"
        + sql
        + ") AS lines(object, properties)";
  }
}
