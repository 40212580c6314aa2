BEGIN;
CREATE TABLE orders (id int);
COMMIT;
