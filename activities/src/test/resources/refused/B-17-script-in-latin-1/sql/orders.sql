-- Menü
SELECT 1;
