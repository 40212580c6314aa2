-- A column is created too: the object is its table then, and this its number.
ALTER TABLE soakgate.created ADD COLUMN sub int NOT NULL DEFAULT 0; -- 0: the object itself
