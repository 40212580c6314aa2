SELECT * FROM public.verify_migration_success();
