CREATE TABLE orders (id int);
COMMIT;
CREATE TABLE lines (id int);
