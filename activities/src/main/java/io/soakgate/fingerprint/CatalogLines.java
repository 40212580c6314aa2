package io.soakgate.fingerprint;

import java.util.List;

/** The queries whose rows, one text each, are the catalog lines of a fingerprint. */
final class CatalogLines {
  // Members of an extension belong to its version.
  private static final String OWN =
      " AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = '%s'::regclass"
          + " AND x.objid = %s AND x.deptype = 'e')";
  private static final String SCHEMA = " AND " + UserSchemas.CONDITION;
  private static final String RELATION = SCHEMA + OWN.formatted("pg_class", "c.oid");
  private static final String TYPE = SCHEMA + OWN.formatted("pg_type", "t.oid");
  private static final String FUNCTION = SCHEMA + OWN.formatted("pg_proc", "p.oid");

  private static final String SCHEMAS =
      """
      SELECT format('schema %I owner %I', n.nspname, pg_get_userbyid(n.nspowner))
      FROM pg_namespace n WHERE true
      """
          + SCHEMA;

  private static final String EXTENSIONS =
      """
      SELECT format('extension %I %s in %I', e.extname, e.extversion, n.nspname)
      FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
      """;

  private static final String RELATIONS =
      """
      SELECT format('relation %I.%I kind %s owner %I persistence %s rls %s force-rls %s identity %s',
          n.nspname, c.relname, c.relkind, pg_get_userbyid(c.relowner), c.relpersistence,
          c.relrowsecurity, c.relforcerowsecurity, c.relreplident)
        || coalesce(' options ' || (SELECT string_agg(o, ',' ORDER BY o COLLATE "C")
                                    FROM unnest(c.reloptions) o), '')
        || CASE WHEN c.relkind = 'p' THEN ' by ' || pg_get_partkeydef(c.oid) ELSE '' END
        || coalesce(' bound ' || pg_get_expr(c.relpartbound, c.oid), '')
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relpersistence <> 't'
      """
          + RELATION;

  // A dropped column leaves a gap in attnum that no dump keeps; the order counts, not the number.
  private static final String COLUMNS =
      """
      SELECT format('column %I.%I.%I %s %s', n.nspname, c.relname, a.attname,
          (SELECT count(*) FROM pg_attribute b WHERE b.attrelid = c.oid AND b.attnum > 0
             AND b.attnum <= a.attnum AND NOT b.attisdropped),
          format_type(a.atttypid, a.atttypmod))
        || CASE WHEN a.attcollation <> t.typcollation
             THEN ' collate ' || (SELECT format('%I', l.collname) FROM pg_collation l
                                  WHERE l.oid = a.attcollation) ELSE '' END
        || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
        || CASE WHEN a.attidentity <> '' THEN ' identity ' || a.attidentity::text ELSE '' END
        || CASE WHEN a.attgenerated <> '' THEN ' generated' ELSE '' END
        || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relpersistence <> 't'
        AND a.attnum > 0 AND NOT a.attisdropped
      """
          + RELATION;

  private static final String INHERITANCE =
      """
      SELECT format('inherits %I.%I %s %s', n.nspname, c.relname, i.inhseqno,
        i.inhparent::regclass)
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE true
      """
          + RELATION;

  private static final String CONSTRAINTS =
      """
      SELECT format('constraint %I.%I.%I validated %s %s', n.nspname,
        coalesce(c.relname, t.typname), k.conname, k.convalidated, pg_get_constraintdef(k.oid))
      FROM pg_constraint k
      LEFT JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_type t ON t.oid = k.contypid
      JOIN pg_namespace n ON n.oid = coalesce(c.relnamespace, t.typnamespace) WHERE true
      """
          + SCHEMA
          + OWN.formatted("pg_class", "c.oid")
          + OWN.formatted("pg_type", "t.oid");

  private static final String INDEXES =
      """
      SELECT format('index %I.%I valid %s ready %s clustered %s identity %s %s', n.nspname,
        c.relname, i.indisvalid, i.indisready, i.indisclustered, i.indisreplident,
        pg_get_indexdef(i.indexrelid))
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relpersistence <> 't'
      """
          + SCHEMA
          + OWN.formatted("pg_class", "i.indrelid");

  private static final String STATISTICS =
      """
      SELECT format('statistics %s owner %I', pg_get_statisticsobjdef(s.oid),
        pg_get_userbyid(s.stxowner))
      FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE true
      """
          + SCHEMA;

  private static final String POLICIES =
      """
      SELECT format('policy %I.%I.%I for %s %s to %s', n.nspname, c.relname, p.polname, p.polcmd,
          CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
          (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(r)::text END, ','
             ORDER BY pg_get_userbyid(r)::text COLLATE "C") FROM unnest(p.polroles) r))
        || coalesce(' using ' || pg_get_expr(p.polqual, p.polrelid), '')
        || coalesce(' check ' || pg_get_expr(p.polwithcheck, p.polrelid), '')
      FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE true
      """
          + RELATION;

  private static final String TRIGGERS =
      """
      SELECT format('trigger enabled %s %s', t.tgenabled, pg_get_triggerdef(t.oid))
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal
      """
          + RELATION;

  private static final String RULES =
      """
      SELECT format('rule enabled %s %s', r.ev_enabled, pg_get_ruledef(r.oid))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.rulename <> '_RETURN'
      """
          + RELATION;

  private static final String VIEWS =
      """
      SELECT format('view %I.%I populated %s %s', n.nspname, c.relname, c.relispopulated,
        pg_get_viewdef(c.oid))
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm')
      """
          + RELATION;

  private static final String SEQUENCES =
      """
      SELECT format('sequence %I.%I owner %I %s start %s min %s max %s by %s cache %s cycle %s',
          n.nspname, c.relname, pg_get_userbyid(c.relowner), format_type(s.seqtypid, NULL),
          s.seqstart, s.seqmin, s.seqmax, s.seqincrement, s.seqcache, s.seqcycle)
        || coalesce((SELECT format(' of %s.%I', o.refobjid::regclass, a.attname)
             FROM pg_depend o JOIN pg_attribute a
               ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
             WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid
               AND o.refclassid = 'pg_class'::regclass AND o.deptype IN ('a', 'i')), '')
      FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relpersistence <> 't'
      """
          + RELATION;

  private static final String FUNCTIONS =
      """
      SELECT format('function %I.%I(%s) owner %I %s', n.nspname, p.proname,
        pg_get_function_identity_arguments(p.oid), pg_get_userbyid(p.proowner),
        CASE p.prokind WHEN 'a' THEN (SELECT to_jsonb(g) - 'aggfnoid' || jsonb_build_object(
            'aggtransfn', g.aggtransfn::text, 'aggfinalfn', g.aggfinalfn::text,
            'aggtranstype', format_type(g.aggtranstype, NULL),
            'aggmtranstype', format_type(nullif(g.aggmtranstype, 0), NULL),
            'aggsortop', g.aggsortop <> 0)
          FROM pg_aggregate g WHERE g.aggfnoid = p.oid)::text
        ELSE pg_get_functiondef(p.oid) END)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE true
      """
          + FUNCTION;

  private static final String TYPES =
      """
      SELECT format('type %I.%I kind %s owner %I', n.nspname, t.typname, t.typtype,
          pg_get_userbyid(t.typowner))
        || CASE t.typtype
           WHEN 'e' THEN ' labels ' || coalesce((SELECT string_agg(quote_literal(e.enumlabel), ','
             ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '')
           WHEN 'd' THEN format(' over %s not null %s default %s',
             format_type(t.typbasetype, t.typtypmod), t.typnotnull, t.typdefault)
           WHEN 'r' THEN (SELECT ' of ' || format_type(r.rngsubtype, NULL) FROM pg_range r
             WHERE r.rngtypid = t.oid)
           ELSE '' END
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typtype IN ('e', 'd', 'r', 'b') AND t.typcategory <> 'A'
      """
          + TYPE;

  /** {@code acls} is a query of object, access list and default access list. */
  private static String grants(String acls) {
    return """
        SELECT format('grant %s on %s to %s%s', g.privilege_type, o.object,
          CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
          CASE WHEN g.is_grantable THEN ' with grant option' ELSE '' END)
        FROM (%s) o(object, acl, usual), LATERAL aclexplode(coalesce(o.acl, o.usual)) g
        """
        .replace("(%s) o", "(" + acls + ") o");
  }

  private static final String SCHEMA_GRANTS =
      grants(
          """
          SELECT format('schema %I', n.nspname), n.nspacl, acldefault('n', n.nspowner)
          FROM pg_namespace n WHERE true
          """
              + SCHEMA);

  private static final String RELATION_GRANTS =
      grants(
          """
          SELECT format('%I.%I', n.nspname, c.relname), c.relacl,
            acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't'
          """
              + RELATION);

  private static final String COLUMN_GRANTS =
      grants(
          """
          SELECT format('%I.%I.%I', n.nspname, c.relname, a.attname), a.attacl, NULL::aclitem[]
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
          """
              + RELATION);

  private static final String FUNCTION_GRANTS =
      grants(
          """
          SELECT format('function %I.%I(%s)', n.nspname, p.proname,
            pg_get_function_identity_arguments(p.oid)), p.proacl, acldefault('f', p.proowner)
          FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE true
          """
              + FUNCTION);

  private static final String TYPE_GRANTS =
      grants(
          """
          SELECT format('type %I.%I', n.nspname, t.typname), t.typacl,
            acldefault('T', t.typowner)
          FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
          WHERE t.typtype IN ('e', 'd', 'r', 'b') AND t.typcategory <> 'A'
          """
              + TYPE);

  private static final String DEFAULT_GRANTS =
      grants(
          """
          SELECT format('default %s of %I in %s', d.defaclobjtype,
            pg_get_userbyid(d.defaclrole), coalesce(n.nspname::text, 'all schemas')),
            d.defaclacl, NULL::aclitem[]
          FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
          WHERE n.oid IS NULL OR\s
          """
              + UserSchemas.CONDITION);

  static final List<String> QUERIES =
      List.of(
          SCHEMAS,
          EXTENSIONS,
          RELATIONS,
          COLUMNS,
          INHERITANCE,
          CONSTRAINTS,
          INDEXES,
          STATISTICS,
          POLICIES,
          TRIGGERS,
          RULES,
          VIEWS,
          SEQUENCES,
          FUNCTIONS,
          TYPES,
          SCHEMA_GRANTS,
          RELATION_GRANTS,
          COLUMN_GRANTS,
          FUNCTION_GRANTS,
          TYPE_GRANTS,
          DEFAULT_GRANTS);

  private CatalogLines() {}
}
