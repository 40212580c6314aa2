-- Takes the indexes back.
DO $$
DECLARE i record;
BEGIN
  FOR i IN SELECT indexrelid::regclass AS name FROM pg_stat_user_indexes WHERE indexrelname LIKE 'idx_%' LOOP
    EXECUTE 'DROP INDEX ' || i.name;
  END LOOP;
END $$;
