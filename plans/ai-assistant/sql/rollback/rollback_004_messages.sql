-- Takes 004 back. What was said since is lost.
DROP TABLE public.messages;
DROP FUNCTION public.message_written();
