SET binlog_row_value_options = PARTIAL_JSON;
CREATE DATABASE corpus; USE corpus;
CREATE TABLE p (id INT PRIMARY KEY, m JSON, j JSON, v VARCHAR(20), k JSON);
INSERT INTO p VALUES (1, '[1]', JSON_OBJECT('a', 1, 'arr', JSON_ARRAY(1, 2, JSON_OBJECT('x', 'y')), 'q"uote', 2.5, 'é', 'e', 'pad', REPEAT('x', 200)), 'v', JSON_ARRAY(1, REPEAT('z', 200), 70000));
UPDATE p SET j = JSON_SET(j, '$.a', 'two', '$.arr[1]', JSON_OBJECT('n', JSON_ARRAY(1, 70000)), '$.new', TRUE), k = JSON_REMOVE(k, '$[0]');
UPDATE p SET j = JSON_SET(JSON_REMOVE(j, '$.arr[last]', '$."q\\"uote"'), '$.é', 1.5e10, '$.arr[100]', NULL), v = 'w';
SET binlog_row_image = MINIMAL;
UPDATE p SET j = JSON_REPLACE(j, '$.arr[0]', 'first', '$.é', -1), k = JSON_SET(k, '$[last]', 5) WHERE id = 1;
DELETE FROM p;
