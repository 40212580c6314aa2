package io.soakgate.fingerprint;

import java.util.List;

/** The catalog lines of who may do what. */
final class GrantLines {
  private static final String SCHEMAS =
      """
      SELECT format('schema %I', n.nspname), quote_ident(n.nspname), n.nspowner, n.nspacl,
        acldefault('n', n.nspowner)
      FROM pg_namespace n WHERE {schemas}
      """;

  private static final String RELATIONS =
      """
      SELECT format('%s %I.%I', CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END,
          n.nspname, c.relname), format('%I.%I', n.nspname, c.relname), c.relowner,
        c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't'
        AND {schemas} AND {no-member:pg_class:c.oid}
      """;

  private static final String COLUMNS =
      """
      SELECT format('column %I.%I.%I', n.nspname, c.relname, a.attname),
        format('%I.%I', n.nspname, c.relname), c.relowner, a.attacl, NULL::aclitem[]
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
        AND {schemas} AND {no-member:pg_class:c.oid}
      """;

  private static final String FUNCTIONS =
      """
      SELECT format('function %I.%I(%s)', n.nspname, p.proname,
          pg_get_function_identity_arguments(p.oid)),
        format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
        p.proowner, p.proacl, acldefault('f', p.proowner)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE {schemas} AND {no-member:pg_proc:p.oid}
      """;

  private static final String TYPES =
      """
      SELECT format('type %I.%I', n.nspname, t.typname),
        format('%I.%I', n.nspname, t.typname), t.typowner, t.typacl,
        acldefault('T', t.typowner)
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      LEFT JOIN pg_class c ON c.oid = t.typrelid
      WHERE (t.typtype IN ('e', 'd', 'r', 'b') OR c.relkind = 'c') AND t.typcategory <> 'A'
        AND {schemas} AND {no-member:pg_type:t.oid}
      """;

  private static final String DATABASE =
      """
      SELECT 'database', NULL, d.datdba, d.datacl, acldefault('d', d.datdba)
      FROM pg_database d WHERE d.datname = current_database()
      """;

  private static final String LANGUAGES =
      """
      SELECT format('language %I', l.lanname), NULL, l.lanowner, l.lanacl,
        acldefault('l', l.lanowner)
      FROM pg_language l WHERE l.lanpltrusted OR l.lanacl IS NOT NULL
      """;

  private static final String WRAPPERS =
      """
      SELECT format('foreign data wrapper %I', w.fdwname), NULL, w.fdwowner, w.fdwacl,
        acldefault('F', w.fdwowner)
      FROM pg_foreign_data_wrapper w WHERE {no-member:pg_foreign_data_wrapper:w.oid}
      """;

  private static final String SERVERS =
      """
      SELECT format('server %I', s.srvname), NULL, s.srvowner, s.srvacl,
        acldefault('S', s.srvowner)
      FROM pg_foreign_server s WHERE {no-member:pg_foreign_server:s.oid}
      """;

  private static final String DEFAULTS =
      """
      SELECT format('new %s of %I in %s', CASE d.defaclobjtype WHEN 'r' THEN 'tables'
          WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types'
          WHEN 'n' THEN 'schemas' ELSE d.defaclobjtype::text END,
          pg_get_userbyid(d.defaclrole), coalesce('schema ' || quote_ident(n.nspname),
          'the database')), NULL, d.defaclrole, d.defaclacl, NULL::aclitem[]
      FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
      WHERE n.oid IS NULL OR {schemas}
      """;

  // What came with PostgreSQL or an extension counts where it is not as it came.
  private static final String FOREIGN =
      """
      SELECT format('%s %s', i.type, i.identity), NULL, o.owner, o.acl, NULL::aclitem[]
      FROM (SELECT 'pg_proc'::regclass AS class, oid, proowner AS owner, proacl AS acl
            FROM pg_proc
            UNION ALL SELECT 'pg_class'::regclass, oid, relowner, relacl FROM pg_class) o
      LEFT JOIN pg_init_privs p ON p.classoid = o.class AND p.objoid = o.oid AND p.objsubid = 0,
        LATERAL pg_identify_object(o.class, o.oid, 0) i
      WHERE o.acl IS NOT NULL
        AND (o.oid < 16384 OR NOT {no-member:o.class:o.oid})
        AND (SELECT array_agg(x::text ORDER BY x::text COLLATE "C") FROM unnest(o.acl) x)
          IS DISTINCT FROM
          (SELECT array_agg(x::text ORDER BY x::text COLLATE "C") FROM unnest(p.initprivs) x)
      """
          .replace(
              "{no-member:o.class:o.oid}",
              "NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = o.class AND x.objid = o.oid"
                  + " AND x.deptype = 'e')");

  static final List<CatalogQuery> QUERIES =
      List.of(
          grants(SCHEMAS),
          grants(RELATIONS),
          grants(COLUMNS),
          grants(FUNCTIONS),
          grants(TYPES),
          grants(DATABASE),
          grants(LANGUAGES),
          grants(WRAPPERS),
          grants(SERVERS),
          grants(DEFAULTS),
          grants(FOREIGN));

  private GrantLines() {}

  /** {@code acls} is a query of object, what that is, its owner, access list and default one. */
  private static CatalogQuery grants(String acls) {
    return CatalogQuery.of(
        """
        SELECT format('grant of %s on %s to %s', g.privilege_type, o.object,
            CASE g.grantee WHEN 0 THEN 'PUBLIC' WHEN o.owner THEN 'its owner'
              ELSE quote_ident(pg_get_userbyid(g.grantee)) END),
          jsonb_build_object('of', o.part, 'may grant', bool_or(g.is_grantable) OR NULL)
        FROM (
        {acls}) o(object, part, owner, acl, usual), LATERAL aclexplode(coalesce(o.acl, o.usual)) g
        GROUP BY 1, o.part
        """
            .replace("{acls}", acls));
  }
}
