-- What the summaries say, against the rows they are made of.
SELECT (SELECT sum(ratings) FROM public.message_feedback_summary) AS judged,
       (SELECT count(*) FROM public.monthly_usage_summary) AS months,
       (SELECT count(*) FROM (
          SELECT message_id, ratings, average, helpful FROM public.message_feedback_summary
          EXCEPT
          SELECT message_id, count(*), round(avg(rating), 2), count(*) FILTER (WHERE rating >= 4)
          FROM public.feedback GROUP BY message_id) wrong) AS wrong_judgements,
       (SELECT count(*) FROM (
          SELECT tenant_id, month, people, requests, tokens_input, tokens_output, cost FROM public.monthly_usage_summary
          EXCEPT
          SELECT tenant_id, date_trunc('month', metric_date)::date, count(DISTINCT user_id), sum(requests), sum(tokens_input),
                 sum(tokens_output), sum(cost)
          FROM public.usage_metrics GROUP BY 1, 2) wrong) AS wrong_months
