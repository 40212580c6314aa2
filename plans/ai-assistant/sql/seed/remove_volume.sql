DELETE FROM public.tenants WHERE slug LIKE 'load-%';
