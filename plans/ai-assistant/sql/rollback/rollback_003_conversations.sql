-- Takes 003 back. Conversations held since are lost.
DROP TABLE public.conversations;
DROP FUNCTION public.touch_updated_at();
