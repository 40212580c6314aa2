package io.soakgate.fingerprint;

import java.util.List;

/** The catalog lines of functions, types, operators, and what else a schema may hold. */
final class CodeLines {
  private static final String FUNCTIONS =
      """
      SELECT format('%s %I.%I(%s)', CASE p.prokind WHEN 'a' THEN 'aggregate'
          WHEN 'p' THEN 'procedure' ELSE 'function' END, n.nspname, p.proname,
          pg_get_function_identity_arguments(p.oid)), jsonb_build_object(
        'owner', {owner:p.proowner}, 'result', pg_get_function_result(p.oid),
        'volatility', p.provolatile, 'parallel', p.proparallel,
        'security definer', {yes:p.prosecdef}, 'settings', {settings:p.proconfig},
        'definition', CASE WHEN p.prokind <> 'a' THEN {digest:pg_get_functiondef(p.oid)} END,
        'aggregate', (SELECT to_jsonb(g) - 'aggfnoid' || jsonb_build_object(
            'aggtranstype', format_type(g.aggtranstype, NULL),
            'aggmtranstype', format_type(nullif(g.aggmtranstype, 0), NULL),
            'aggsortop', nullif(g.aggsortop, 0)::regoperator::text)
          FROM pg_aggregate g WHERE g.aggfnoid = p.oid))
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE {schemas} AND {no-member:pg_proc:p.oid}
      """;

  private static final String TYPES =
      """
      SELECT format('%s %I.%I', CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END,
          n.nspname, t.typname), jsonb_build_object(
        'owner', {owner:t.typowner},
        'labels', (SELECT jsonb_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e
           WHERE e.enumtypid = t.oid),
        'over', CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
        'not null', {yes:t.typnotnull}, 'default', t.typdefault,
        'collation', nullif(t.typcollation, 0)::regcollation::text,
        'range', (SELECT jsonb_build_object('of', format_type(r.rngsubtype, NULL),
             'collation', nullif(r.rngcollation, 0)::regcollation::text,
             'order', (SELECT o.opcname FROM pg_opclass o WHERE o.oid = r.rngsubopc),
             'canonical', r.rngcanonical, 'difference', r.rngsubdiff,
             'many', format_type(r.rngmultitypid, NULL))
           FROM pg_range r WHERE r.rngtypid = t.oid),
        'base', CASE t.typtype WHEN 'b' THEN jsonb_build_object(
           'length', t.typlen, 'by value', t.typbyval, 'alignment', t.typalign,
           'storage', t.typstorage, 'category', t.typcategory, 'preferred', t.typispreferred,
           'delimiter', t.typdelim, 'input', t.typinput, 'output', t.typoutput,
           'receive', t.typreceive, 'send', t.typsend, 'analyze', t.typanalyze,
           'modifier in', t.typmodin, 'modifier out', t.typmodout) END)
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typtype IN ('e', 'd', 'r', 'b') AND t.typcategory <> 'A'
        AND {schemas} AND {no-member:pg_type:t.oid}
      """;

  private static final String OPERATORS =
      """
      SELECT format('operator %s', o.oid::regoperator), jsonb_build_object(
        'owner', {owner:o.oprowner}, 'result', format_type(o.oprresult, NULL),
        'function', o.oprcode, 'commutator', nullif(o.oprcom, 0)::regoperator::text,
        'negator', nullif(o.oprnegate, 0)::regoperator::text,
        'restrict', o.oprrest, 'join', o.oprjoin, 'hashes', o.oprcanhash, 'merges', o.oprcanmerge)
      FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
      WHERE {schemas} AND {no-member:pg_operator:o.oid}
      """;

  private static final String OPERATOR_CLASSES =
      """
      SELECT format('operator class %I.%I using %I', n.nspname, o.opcname, m.amname),
        jsonb_build_object('owner', {owner:o.opcowner}, 'type', format_type(o.opcintype, NULL),
          'default', {yes:o.opcdefault}, 'stored', format_type(nullif(o.opckeytype, 0), NULL),
          'family', f.opfname)
      FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace
      JOIN pg_am m ON m.oid = o.opcmethod JOIN pg_opfamily f ON f.oid = o.opcfamily
      WHERE {schemas} AND {no-member:pg_opclass:o.oid}
      """;

  private static final String OPERATOR_FAMILIES =
      """
      SELECT format('operator family %I.%I using %I', n.nspname, f.opfname, m.amname),
        jsonb_build_object('owner', {owner:f.opfowner},
        'operators', (SELECT jsonb_agg(format('%s %s %s', a.amopstrategy, a.amopopr::regoperator,
             a.amoppurpose) ORDER BY a.amopstrategy, a.amopopr::regoperator::text COLLATE "C")
           FROM pg_amop a WHERE a.amopfamily = f.oid),
        'functions', (SELECT jsonb_agg(format('%s %s', p.amprocnum, p.amproc::regprocedure)
             ORDER BY p.amprocnum, p.amproc::regprocedure::text COLLATE "C")
           FROM pg_amproc p WHERE p.amprocfamily = f.oid))
      FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace
      JOIN pg_am m ON m.oid = f.opfmethod
      WHERE {schemas} AND {no-member:pg_opfamily:f.oid}
      """;

  // The version is that of a library of the machine.
  private static final String COLLATIONS =
      """
      SELECT format('collation %I.%I', n.nspname, l.collname), to_jsonb(l)
        - ARRAY['oid', 'collname', 'collnamespace', 'collowner', 'collversion']
        || jsonb_build_object('owner', {owner:l.collowner})
      FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace
      WHERE {schemas} AND {no-member:pg_collation:l.oid}
      """;

  private static final String CONVERSIONS =
      """
      SELECT format('conversion %I.%I', n.nspname, v.conname), jsonb_build_object(
        'owner', {owner:v.conowner}, 'from', pg_encoding_to_char(v.conforencoding),
        'to', pg_encoding_to_char(v.contoencoding), 'function', v.conproc,
        'default', {yes:v.condefault})
      FROM pg_conversion v JOIN pg_namespace n ON n.oid = v.connamespace
      WHERE {schemas} AND {no-member:pg_conversion:v.oid}
      """;

  private static final String SEARCH_CONFIGURATIONS =
      """
      SELECT format('text search configuration %I.%I', n.nspname, f.cfgname), jsonb_build_object(
        'owner', {owner:f.cfgowner},
        'parser', (SELECT format('%I.%I', s.nspname, p.prsname) FROM pg_ts_parser p
           JOIN pg_namespace s ON s.oid = p.prsnamespace WHERE p.oid = f.cfgparser),
        'dictionaries', (SELECT jsonb_agg(format('%s %s %s', k.alias, m.mapseqno,
             m.mapdict::regdictionary) ORDER BY k.alias, m.mapseqno)
           FROM pg_ts_config_map m, ts_token_type(f.cfgparser) k
           WHERE m.mapcfg = f.oid AND k.tokid = m.maptokentype))
      FROM pg_ts_config f JOIN pg_namespace n ON n.oid = f.cfgnamespace
      WHERE {schemas} AND {no-member:pg_ts_config:f.oid}
      """;

  private static final String SEARCH_DICTIONARIES =
      """
      SELECT format('text search dictionary %I.%I', n.nspname, d.dictname), jsonb_build_object(
        'owner', {owner:d.dictowner}, 'options', d.dictinitoption,
        'template', (SELECT format('%I.%I', s.nspname, t.tmplname) FROM pg_ts_template t
           JOIN pg_namespace s ON s.oid = t.tmplnamespace WHERE t.oid = d.dicttemplate))
      FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace
      WHERE {schemas} AND {no-member:pg_ts_dict:d.oid}
      """;

  private static final String SEARCH_PARSERS =
      """
      SELECT format('text search parser %I.%I', n.nspname, p.prsname),
        to_jsonb(p) - ARRAY['oid', 'prsname', 'prsnamespace']
      FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace
      WHERE {schemas} AND {no-member:pg_ts_parser:p.oid}
      """;

  private static final String SEARCH_TEMPLATES =
      """
      SELECT format('text search template %I.%I', n.nspname, t.tmplname),
        to_jsonb(t) - ARRAY['oid', 'tmplname', 'tmplnamespace']
      FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace
      WHERE {schemas} AND {no-member:pg_ts_template:t.oid}
      """;

  private static final String CASTS =
      """
      SELECT format('cast (%s AS %s)', format_type(c.castsource, NULL),
          format_type(c.casttarget, NULL)), jsonb_build_object(
        'function', nullif(c.castfunc, 0)::regprocedure::text, 'context', c.castcontext,
        'method', c.castmethod)
      FROM pg_cast c WHERE {own:pg_cast:c.oid}
      """;

  private static final String TRANSFORMS =
      """
      SELECT format('transform for %s language %I', format_type(t.trftype, NULL), l.lanname),
        jsonb_build_object('from', nullif(t.trffromsql, 0)::regprocedure::text,
          'to', nullif(t.trftosql, 0)::regprocedure::text)
      FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang
      WHERE {own:pg_transform:t.oid}
      """;

  private static final String LANGUAGES =
      """
      SELECT format('language %I', l.lanname), jsonb_build_object('owner', {owner:l.lanowner},
        'trusted', l.lanpltrusted, 'handler', nullif(l.lanplcallfoid, 0)::regprocedure::text,
        'inline', nullif(l.laninline, 0)::regprocedure::text,
        'validator', nullif(l.lanvalidator, 0)::regprocedure::text)
      FROM pg_language l WHERE {own:pg_language:l.oid}
      """;

  private static final String ACCESS_METHODS =
      """
      SELECT format('access method %I', m.amname),
        jsonb_build_object('type', m.amtype, 'handler', m.amhandler)
      FROM pg_am m WHERE {own:pg_am:m.oid}
      """;

  static final List<CatalogQuery> QUERIES =
      List.of(
          CatalogQuery.of(FUNCTIONS),
          CatalogQuery.of(TYPES),
          CatalogQuery.of(OPERATORS),
          CatalogQuery.of(OPERATOR_CLASSES),
          CatalogQuery.of(OPERATOR_FAMILIES),
          CatalogQuery.of(COLLATIONS),
          CatalogQuery.of(CONVERSIONS),
          CatalogQuery.of(SEARCH_CONFIGURATIONS),
          CatalogQuery.of(SEARCH_DICTIONARIES),
          CatalogQuery.of(SEARCH_PARSERS),
          CatalogQuery.of(SEARCH_TEMPLATES),
          CatalogQuery.of(CASTS),
          CatalogQuery.of(TRANSFORMS),
          CatalogQuery.of(LANGUAGES),
          CatalogQuery.of(ACCESS_METHODS));

  private CodeLines() {}
}
