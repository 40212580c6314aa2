-- The row level security that fix_rls_policies.sql restores, held against what pg_policies says now, all seven columns of it. Each row
-- is a policy as documented: name, pass, detail; the last row is about policies that nobody documented.
WITH documented (tablename, policyname, permissive, roles, cmd, qual, with_check) AS (VALUES
  ('profiles', 'Users can view own profile', 'PERMISSIVE', '{public}', 'SELECT', '(auth.uid() = id)', NULL::text),
  ('profiles', 'Users can update own profile', 'PERMISSIVE', '{public}', 'UPDATE', '(auth.uid() = id)', NULL),
  ('categories', 'Anyone can view categories', 'PERMISSIVE', '{public}', 'SELECT', 'true', NULL),
  ('products', 'Anyone can view products', 'PERMISSIVE', '{public}', 'SELECT', 'true', NULL),
  ('swipe_sessions', 'Users can manage own sessions', 'PERMISSIVE', '{public}', 'ALL', '(auth.uid() = user_id)', NULL),
  ('swipe_interactions', 'Users can manage own swipes', 'PERMISSIVE', '{public}', 'ALL', '(auth.uid() = user_id)', NULL),
  ('recommendations', 'Users can view own recommendations', 'PERMISSIVE', '{public}', 'SELECT', '(auth.uid() = user_id)', NULL),
  ('gift_links', 'Users can manage own gift links', 'PERMISSIVE', '{public}', 'ALL', '(auth.uid() = user_id)', NULL)
),
present AS (
  SELECT tablename::text, policyname::text, permissive, roles::text, cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public'
)
SELECT 'documented: ' || d.tablename || ', ' || d.policyname AS name, p.policyname IS NOT NULL AS pass,
       coalesce(format('%s %s to %s using %s', p.permissive, p.cmd, p.roles, p.qual), 'not there, or not as documented') AS detail
FROM documented d
LEFT JOIN present p ON (p.tablename, p.policyname, p.permissive, p.roles, p.cmd, p.qual) = (d.tablename, d.policyname, d.permissive, d.roles, d.cmd, d.qual)
  AND p.with_check IS NOT DISTINCT FROM d.with_check
UNION ALL
SELECT 'no policy is undocumented', count(*) = 0, coalesce(string_agg(p.tablename || ', ' || p.policyname, '; ' ORDER BY p.tablename, p.policyname), 'none')
FROM present p WHERE NOT EXISTS (SELECT FROM documented d WHERE d.tablename = p.tablename AND d.policyname = p.policyname);
