INSERT INTO :table VALUES (2, :'table');
