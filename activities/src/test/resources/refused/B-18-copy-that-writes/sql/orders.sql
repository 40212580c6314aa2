CREATE TABLE orders (id int);
\copy orders to 'orders.csv'
\copy orders from program 'curl example'
COPY orders TO STDOUT;
