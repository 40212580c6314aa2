SELECT * FROM public.verify_final_punchlist_migration();
