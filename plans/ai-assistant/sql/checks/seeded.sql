-- How much of the test data is there.
SELECT (SELECT count(*) FROM public.tenants WHERE slug LIKE 'test-%') AS tenants,
       (SELECT count(*) FROM public.users u JOIN public.tenants t ON t.id = u.tenant_id WHERE t.slug LIKE 'test-%') AS users,
       (SELECT count(*) FROM public.conversations c JOIN public.tenants t ON t.id = c.tenant_id WHERE t.slug LIKE 'test-%') AS conversations,
       (SELECT count(*) FROM public.messages m JOIN public.conversations c ON c.id = m.conversation_id
          JOIN public.tenants t ON t.id = c.tenant_id WHERE t.slug LIKE 'test-%') AS messages,
       (SELECT count(*) FROM public.feedback f JOIN public.tenants t ON t.id = f.tenant_id WHERE t.slug LIKE 'test-%') AS feedback,
       (SELECT count(*) FROM public.usage_metrics u JOIN public.tenants t ON t.id = u.tenant_id WHERE t.slug LIKE 'test-%') AS usage_metrics
