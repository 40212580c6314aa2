-- SPFP: drops the 6 views by name. A view holds no rows, so no table is touched.

DROP VIEW IF EXISTS public.v_marketing_month;
DROP VIEW IF EXISTS public.v_overdue_tasks;
DROP VIEW IF EXISTS public.v_board_load;
DROP VIEW IF EXISTS public.v_sales_pipeline;
DROP VIEW IF EXISTS public.v_monthly_spending;
DROP VIEW IF EXISTS public.v_account_balances;
