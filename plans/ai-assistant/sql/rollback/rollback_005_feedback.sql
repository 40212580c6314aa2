-- Takes 005 back. What people have said since is lost.
DROP MATERIALIZED VIEW public.message_feedback_summary;
DROP TABLE public.feedback;
