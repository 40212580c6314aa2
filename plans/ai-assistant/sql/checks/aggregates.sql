-- What the summaries say, against the rows they are made of.
SELECT (SELECT sum(ratings) FROM public.message_feedback_summary) AS judged,
       (SELECT count(*) FROM public.monthly_usage_summary) AS months,
       (SELECT count(*) FROM public.message_feedback_summary s
        WHERE (s.ratings, s.average, s.helpful) IS DISTINCT FROM
              (SELECT count(*), round(avg(f.rating), 2), count(*) FILTER (WHERE f.rating >= 4)
               FROM public.feedback f WHERE f.message_id = s.message_id)) AS wrong_judgements,
       (SELECT count(*) FROM public.monthly_usage_summary s
        WHERE (s.people, s.requests, s.tokens_input, s.tokens_output, s.cost) IS DISTINCT FROM
              (SELECT count(DISTINCT u.user_id), sum(u.requests), sum(u.tokens_input), sum(u.tokens_output), sum(u.cost)
               FROM public.usage_metrics u
               WHERE u.tenant_id = s.tenant_id AND date_trunc('month', u.metric_date)::date = s.month)) AS wrong_months
