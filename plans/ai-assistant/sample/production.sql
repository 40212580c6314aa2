-- Which project production is: the one whose address the runbook names.
INSERT INTO ops.project (ref, environment) VALUES ('lcflejsnwhvmpkkzkuqp', 'production');
