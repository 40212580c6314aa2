-- Which project staging is.
INSERT INTO ops.project (ref, environment) VALUES ('stagingrefofthesample', 'staging');
