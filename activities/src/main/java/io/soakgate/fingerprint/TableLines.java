package io.soakgate.fingerprint;

import java.util.List;

/** The catalog lines of tables and what hangs on them. */
final class TableLines {
  // A dump holds no place for what is inherited; the parents' lines tell it.
  private static final String COLUMNS =
      """
      SELECT format('column %I.%I.%I', n.nspname, c.relname, a.attname), jsonb_build_object(
        'of', format('%I.%I', n.nspname, c.relname),
        'type', format_type(a.atttypid, a.atttypmod),
        'place', CASE WHEN a.attinhcount = 0 OR c.relispartition THEN
          (SELECT count(*) FROM pg_attribute b WHERE b.attrelid = c.oid AND b.attnum > 0
             AND b.attnum <= a.attnum AND NOT b.attisdropped
             AND (b.attinhcount = 0 OR c.relispartition)) END,
        'inherited only', {yes:a.attinhcount > 0 AND NOT a.attislocal AND NOT c.relispartition},
        'collation', (SELECT format('%I.%I', s.nspname, l.collname) FROM pg_collation l
           JOIN pg_namespace s ON s.oid = l.collnamespace
           WHERE l.oid = a.attcollation AND a.attcollation <> t.typcollation),
        'not null', {yes:a.attnotnull},
        'identity', nullif(a.attidentity::text, ''),
        'generated', nullif(a.attgenerated::text, ''),
        'default', pg_get_expr(d.adbin, d.adrelid),
        'storage', CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END,
        'compression', nullif(a.attcompression::text, ''),
        'statistics', CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END,
        'options', {list:a.attoptions},
        'foreign options', {options:a.attfdwoptions})
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relpersistence <> 't'
        AND a.attnum > 0 AND NOT a.attisdropped AND {schemas} AND {no-member:pg_class:c.oid}
      """;

  private static final String RELATIONS =
      """
      SELECT format('%s %I.%I', CASE c.relkind WHEN 'v' THEN 'view' WHEN 'c' THEN 'type'
          WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'table' END,
          n.nspname, c.relname),
        jsonb_build_object(
        'owner', {owner:c.relowner},
        'unlogged', {yes:c.relpersistence = 'u'},
        'row security', {yes:c.relrowsecurity},
        'forced row security', {yes:c.relforcerowsecurity},
        'replica identity', CASE WHEN c.relkind IN ('r', 'p')
           THEN nullif(c.relreplident::text, 'd') END,
        'options', {list:c.reloptions},
        'toast options', (SELECT {list:s.reloptions} FROM pg_class s WHERE s.oid = c.reltoastrelid),
        'access method', (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam
           AND m.amname <> 'heap'),
        'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
        'typed', CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END,
        'partitioned by', CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
        'bound', pg_get_expr(c.relpartbound, c.oid),
        'filled', CASE WHEN c.relkind = 'm' THEN c.relispopulated END,
        'definition', CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
        'server', (SELECT s.srvname FROM pg_foreign_table f JOIN pg_foreign_server s
           ON s.oid = f.ftserver WHERE f.ftrelid = c.oid),
        'foreign options', (SELECT {options:f.ftoptions} FROM pg_foreign_table f
           WHERE f.ftrelid = c.oid))
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relpersistence <> 't'
        AND {schemas} AND {no-member:pg_class:c.oid}
      """;

  private static final String INHERITANCE =
      """
      SELECT format('inheritance of %I.%I from %s', n.nspname, c.relname, i.inhparent::regclass),
        jsonb_build_object('of', format('%I.%I', n.nspname, c.relname), 'number', i.inhseqno,
          'detaching', {yes:i.inhdetachpending})
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE {schemas} AND {no-member:pg_class:c.oid}
      """;

  // PostgreSQL numbers the parts that a foreign key has per partition, each time anew.
  private static final String CONSTRAINTS =
      """
      SELECT format('constraint %I of %I.%I', k.conname, n.nspname,
          coalesce(c.relname, t.typname)), jsonb_build_object(
        'of', format('%I.%I', n.nspname, coalesce(c.relname, t.typname)),
        'valid', k.convalidated, 'definition', pg_get_constraintdef(k.oid))
      FROM pg_constraint k
      LEFT JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_type t ON t.oid = k.contypid
      JOIN pg_namespace n ON n.oid = coalesce(c.relnamespace, t.typnamespace)
      WHERE NOT (k.contype = 'f' AND k.conparentid <> 0) AND {schemas}
        AND {no-member:pg_class:c.oid} AND {no-member:pg_type:t.oid}
      """;

  private static final String INDEXES =
      """
      SELECT format('index %I.%I', n.nspname, c.relname), jsonb_build_object(
        'of', i.indrelid::regclass::text, 'valid', i.indisvalid, 'ready', i.indisready,
        'clustered', {yes:i.indisclustered}, 'replica identity', {yes:i.indisreplident},
        'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
        'statistics', (SELECT jsonb_object_agg(a.attnum, a.attstattarget) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attstattarget >= 0),
        'definition', pg_get_indexdef(i.indexrelid))
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relpersistence <> 't' AND {schemas} AND {no-member:pg_class:i.indrelid}
      """;

  private static final String STATISTICS =
      """
      SELECT format('statistics %I.%I', n.nspname, s.stxname), jsonb_build_object(
        'of', s.stxrelid::regclass::text, 'owner', {owner:s.stxowner},
        'target', CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget END,
        'definition', pg_get_statisticsobjdef(s.oid))
      FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
      WHERE {schemas} AND {no-member:pg_class:s.stxrelid}
      """;

  private static final String POLICIES =
      """
      SELECT format('policy %I of %I.%I', p.polname, n.nspname, c.relname), jsonb_build_object(
        'of', format('%I.%I', n.nspname, c.relname), 'command', p.polcmd,
        'restrictive', {yes:NOT p.polpermissive},
        'to', (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC'
             ELSE quote_ident(pg_get_userbyid(r)) END, ', '
             ORDER BY pg_get_userbyid(r)::text COLLATE "C") FROM unnest(p.polroles) r),
        'using', pg_get_expr(p.polqual, p.polrelid),
        'check', pg_get_expr(p.polwithcheck, p.polrelid))
      FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE {schemas} AND {no-member:pg_class:c.oid}
      """;

  private static final String TRIGGERS =
      """
      SELECT format('trigger %I of %I.%I', t.tgname, n.nspname, c.relname), jsonb_build_object(
        'of', format('%I.%I', n.nspname, c.relname), 'enabled', t.tgenabled,
        'definition', pg_get_triggerdef(t.oid))
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE NOT t.tgisinternal AND {schemas} AND {no-member:pg_class:c.oid}
      """;

  // DISABLE TRIGGER ALL leaves foreign keys in place that nobody checks.
  private static final String UNCHECKED =
      """
      SELECT format('trigger %s of constraint %I of %I.%I', t.tgfoid::regproc, k.conname,
          n.nspname, c.relname), jsonb_build_object(
        'of', format('%I.%I', n.nspname, c.relname), 'enabled', t.tgenabled)
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_constraint k ON k.oid = t.tgconstraint
      WHERE t.tgisinternal AND t.tgenabled <> 'O' AND {schemas} AND {no-member:pg_class:c.oid}
      """;

  private static final String RULES =
      """
      SELECT format('rule %I of %I.%I', r.rulename, n.nspname, c.relname), jsonb_build_object(
        'of', format('%I.%I', n.nspname, c.relname), 'enabled', r.ev_enabled,
        'definition', pg_get_ruledef(r.oid))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE r.rulename <> '_RETURN' AND {schemas} AND {no-member:pg_class:c.oid}
      """;

  private static final String SEQUENCES =
      """
      SELECT format('sequence %I.%I', n.nspname, c.relname), jsonb_build_object(
        'owner', {owner:c.relowner}, 'type', format_type(s.seqtypid, NULL),
        'unlogged', {yes:c.relpersistence = 'u'}, 'start', s.seqstart, 'least', s.seqmin,
        'most', s.seqmax, 'increment', s.seqincrement, 'cache', s.seqcache,
        'cycle', {yes:s.seqcycle},
        'of', (SELECT o.refobjid::regclass::text FROM pg_depend o
           WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.objsubid = 0
             AND o.refclassid = 'pg_class'::regclass AND o.deptype IN ('a', 'i')),
        'column', (SELECT a.attname FROM pg_depend o JOIN pg_attribute a
             ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
           WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.objsubid = 0
             AND o.refclassid = 'pg_class'::regclass AND o.deptype IN ('a', 'i')))
      FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relpersistence <> 't' AND {schemas} AND {no-member:pg_class:c.oid}
      """;

  static final List<CatalogQuery> QUERIES =
      List.of(
          CatalogQuery.of(RELATIONS),
          CatalogQuery.of(COLUMNS),
          CatalogQuery.of(INHERITANCE),
          CatalogQuery.of(CONSTRAINTS),
          CatalogQuery.of(INDEXES),
          CatalogQuery.of(STATISTICS),
          CatalogQuery.of(POLICIES),
          CatalogQuery.of(TRIGGERS),
          CatalogQuery.of(UNCHECKED),
          CatalogQuery.of(RULES),
          CatalogQuery.of(SEQUENCES));

  private TableLines() {}
}
