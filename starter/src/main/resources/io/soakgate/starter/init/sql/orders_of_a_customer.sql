-- One row; each column becomes a value that a check may bound.
SELECT count(*) AS orders FROM orders WHERE customer_id = 7;
