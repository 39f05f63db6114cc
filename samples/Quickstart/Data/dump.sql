-- Writes one SELECT … INTO OUTFILE per table of the shop to stdout; make.sh runs them. The first three lines of a file are the
-- columns' names, types and places in the key; then the rows in key order. NULL is \N, a tab, newline or backslash is escaped
-- with a backslash, binary and BIT are printed as hexadecimal and as a number, FLOAT as the double that it equals.
SET NAMES utf8mb4;
SET SESSION group_concat_max_len = 1000000;
SELECT CONCAT(
  'SELECT * FROM (SELECT ', names, ' UNION ALL SELECT ', types, ' UNION ALL SELECT ', places, ') AS header UNION ALL SELECT * FROM (SELECT ', vals,
  ' FROM shop.', t, ' ORDER BY ', keycols, ' LIMIT 1000000000) AS rows_in_order INTO OUTFILE ''@FOLDER@/', t, '.tsv'' CHARACTER SET utf8mb4;')
FROM (
  SELECT c.table_name AS t,
    GROUP_CONCAT(QUOTE(c.column_name), ' AS c', c.ordinal_position ORDER BY c.ordinal_position) AS names,
    GROUP_CONCAT(QUOTE(c.column_type) ORDER BY c.ordinal_position) AS types,
    GROUP_CONCAT(QUOTE(COALESCE(k.ordinal_position, '')) ORDER BY c.ordinal_position) AS places,
    GROUP_CONCAT(CASE
        WHEN c.data_type IN ('binary', 'varbinary', 'blob') THEN CONCAT('HEX(', c.column_name, ')')
        WHEN c.data_type = 'bit' THEN CONCAT(c.column_name, ' + 0')
        WHEN c.data_type = 'float' THEN CONCAT('CAST(', c.column_name, ' AS DOUBLE)')
        WHEN c.data_type = 'json' THEN CONCAT('CAST(', c.column_name, ' AS CHAR)')
        ELSE c.column_name END ORDER BY c.ordinal_position) AS vals,
    GROUP_CONCAT(CASE WHEN k.ordinal_position IS NOT NULL THEN c.column_name END ORDER BY k.ordinal_position) AS keycols
  FROM information_schema.columns c
  LEFT JOIN information_schema.key_column_usage k ON k.table_schema = c.table_schema AND k.table_name = c.table_name AND k.column_name = c.column_name AND k.constraint_name = 'PRIMARY'
  WHERE c.table_schema = 'shop' GROUP BY c.table_name) AS tables;
