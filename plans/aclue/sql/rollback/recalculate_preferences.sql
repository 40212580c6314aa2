-- Aclue, data recovery: the preferences of everybody who has some are calculated again from the swipes.
SELECT count(public.calculate_user_preferences(user_id)) FROM public.user_preferences;
