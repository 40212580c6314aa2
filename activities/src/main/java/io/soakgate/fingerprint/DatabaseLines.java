package io.soakgate.fingerprint;

import java.util.List;

/** The catalog lines of the database as a whole, and of what may be said about anything in it. */
final class DatabaseLines {
  private static final String DATABASE =
      """
      SELECT 'database', jsonb_build_object('owner', {owner:d.datdba},
        'encoding', pg_encoding_to_char(d.encoding), 'collation', d.datcollate,
        'letters', d.datctype, 'connection limit', nullif(d.datconnlimit, -1),
        'comment', (SELECT {digest:s.description} FROM pg_shdescription s
           WHERE s.classoid = 'pg_database'::regclass AND s.objoid = d.oid))
      FROM pg_database d WHERE d.datname = current_database()
      """;

  // Read-only mode is Soakgate's own setting; it comes and goes while a deployment lasts.
  private static final String SETTINGS =
      """
      SELECT format('setting %s of %s', split_part(o, '=', 1), CASE s.setrole
          WHEN 0 THEN 'the database' ELSE 'role ' || {owner:s.setrole} END),
        jsonb_build_object('value', {value:o})
      FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase,
        unnest(s.setconfig) o
      WHERE d.datname = current_database()
        AND split_part(o, '=', 1) <> 'default_transaction_read_only'
      """;

  private static final String SCHEMAS =
      """
      SELECT format('schema %I', n.nspname), jsonb_build_object('owner', {owner:n.nspowner})
      FROM pg_namespace n WHERE {schemas}
      """;

  private static final String EXTENSIONS =
      """
      SELECT format('extension %I', e.extname),
        jsonb_build_object('version', e.extversion, 'in', n.nspname)
      FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
      """;

  private static final String EVENT_TRIGGERS =
      """
      SELECT format('event trigger %I', t.evtname), jsonb_build_object(
        'owner', {owner:t.evtowner}, 'event', t.evtevent, 'enabled', t.evtenabled,
        'tags', {list:t.evttags}, 'function', t.evtfoid::regprocedure::text)
      FROM pg_event_trigger t WHERE {no-member:pg_event_trigger:t.oid}
      """;

  private static final String PUBLICATIONS =
      """
      SELECT format('publication %I', p.pubname), to_jsonb(p) - ARRAY['oid', 'pubname', 'pubowner']
        || jsonb_build_object('owner', {owner:p.pubowner})
      FROM pg_publication p WHERE {no-member:pg_publication:p.oid}
      """;

  private static final String PUBLISHED =
      """
      SELECT format('publication %I of table %I.%I', t.pubname, t.schemaname, t.tablename),
        to_jsonb(t) - ARRAY['pubname', 'schemaname', 'tablename'] || jsonb_build_object('attnames',
          (SELECT jsonb_agg(a ORDER BY a COLLATE "C")
           FROM jsonb_array_elements_text(nullif(to_jsonb(t) -> 'attnames', 'null')) a))
      FROM pg_publication_tables t JOIN pg_publication p ON p.pubname = t.pubname
      WHERE NOT p.puballtables AND {no-member:pg_publication:p.oid}
      """;

  private static final String PUBLISHED_SCHEMAS =
      """
      SELECT format('publication %I of schema %I', p.pubname, n.nspname), NULL::jsonb
      FROM pg_publication_namespace s JOIN pg_publication p ON p.oid = s.pnpubid
      JOIN pg_namespace n ON n.oid = s.pnnspid WHERE {no-member:pg_publication:p.oid}
      """;

  // How it connects may be secret, and only superusers may read that.
  private static final String SUBSCRIPTIONS =
      """
      SELECT format('subscription %I', s.subname), jsonb_build_object('owner', {owner:s.subowner},
        'enabled', s.subenabled, 'slot', s.subslotname, 'publications', {list:s.subpublications},
        'commit', s.subsynccommit)
      FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
      WHERE d.datname = current_database()
      """;

  private static final String WRAPPERS =
      """
      SELECT format('foreign data wrapper %I', w.fdwname), jsonb_build_object(
        'owner', {owner:w.fdwowner}, 'handler', nullif(w.fdwhandler, 0)::regprocedure::text,
        'validator', nullif(w.fdwvalidator, 0)::regprocedure::text,
        'options', {options:w.fdwoptions})
      FROM pg_foreign_data_wrapper w WHERE {no-member:pg_foreign_data_wrapper:w.oid}
      """;

  private static final String SERVERS =
      """
      SELECT format('server %I', s.srvname), jsonb_build_object('owner', {owner:s.srvowner},
        'wrapper', w.fdwname, 'type', s.srvtype, 'version', s.srvversion,
        'options', {options:s.srvoptions})
      FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
      WHERE {no-member:pg_foreign_server:s.oid}
      """;

  private static final String USER_MAPPINGS =
      """
      SELECT format('user mapping of %s for server %I', CASE m.umuser WHEN 0 THEN 'PUBLIC'
          ELSE {owner:m.umuser} END, m.srvname),
        jsonb_build_object('options', {options:m.umoptions})
      FROM pg_user_mappings m
      """;

  // Some kinds of objects have no schema of their own, but that of the table they are of.
  private static final String SAID =
      """
      SELECT format('%s on %s %s', s.what, i.type, i.identity),
        jsonb_build_object('text', {digest:s.words})
      FROM (SELECT 'comment' AS what, classoid, objoid, objsubid, description AS words
            FROM pg_description
            UNION ALL SELECT 'security label of ' || provider, classoid, objoid, objsubid, label
            FROM pg_seclabel) s,
        LATERAL pg_identify_object(s.classoid, s.objoid, s.objsubid) i,
        LATERAL pg_identify_object_as_address(s.classoid, s.objoid, s.objsubid) a,
        LATERAL (SELECT CASE WHEN i.type = 'schema' THEN a.object_names[1]
          WHEN i.type IN ('trigger', 'policy', 'rule') THEN a.object_names[1]
          ELSE i.schema END AS nspname) n
      WHERE (s.objoid >= 16384 OR i.type = 'schema' AND n.nspname = 'public')
        AND (n.nspname IS NULL OR {schemas})
        AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = s.classoid
          AND x.objid = s.objoid AND x.deptype = 'e')
      """;

  static final List<CatalogQuery> QUERIES =
      List.of(
          CatalogQuery.of(DATABASE),
          CatalogQuery.of(SETTINGS),
          CatalogQuery.of(SCHEMAS),
          CatalogQuery.of(EXTENSIONS),
          CatalogQuery.of(EVENT_TRIGGERS),
          CatalogQuery.of(PUBLICATIONS),
          CatalogQuery.of(PUBLISHED),
          CatalogQuery.since(15, PUBLISHED_SCHEMAS),
          CatalogQuery.of(SUBSCRIPTIONS),
          CatalogQuery.of(WRAPPERS),
          CatalogQuery.of(SERVERS),
          CatalogQuery.of(USER_MAPPINGS),
          CatalogQuery.of(SAID));

  private DatabaseLines() {}
}
