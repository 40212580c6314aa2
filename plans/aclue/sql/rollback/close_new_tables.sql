-- Aclue, the answer to a breach that hides more and loses nothing: nobody who comes through the API reads or writes the new tables any
-- more. The application's service goes on recording. Taken back with GRANT ALL ON … TO anon, authenticated.
BEGIN;

REVOKE ALL ON public.affiliate_clicks FROM anon, authenticated;
REVOKE ALL ON public.user_preferences FROM anon, authenticated;
REVOKE ALL ON public.session_analytics FROM anon, authenticated;
REVOKE ALL ON public.product_views FROM anon, authenticated;
REVOKE ALL ON public.recommendation_feedback FROM anon, authenticated;

COMMIT;
