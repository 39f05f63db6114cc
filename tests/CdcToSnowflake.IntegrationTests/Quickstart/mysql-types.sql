-- What MySQL has and MariaDB hasn't, or writes otherwise.
SET NAMES utf8mb4, time_zone = '+00:00';
CREATE TABLE kinds.documents (id INT NOT NULL PRIMARY KEY, j JSON, hidden INT INVISIBLE DEFAULT 7, virt INT AS (id * 3) VIRTUAL, v VECTOR(3));
INSERT INTO kinds.documents (id, j, v) VALUES
  (1, '{"b": 1, "a": [1.5, -2e10, 1e300, true, false, null, "x\\u00fc\\ud83d\\ude00\\n"], "": {}, "n": 18446744073709551615, "m": -9223372036854775808}', TO_VECTOR('[1.5,-2.25,3e10]')),
  (2, 'null', NULL), (3, NULL, TO_VECTOR('[0,0,0.1]')), (4, '"text"', NULL), (5, '[]', NULL), (6, '123', NULL), (7, '1.0', NULL), (8, '""', NULL),
  (9, JSON_OBJECT('d', CAST('2024-02-29' AS DATE), 't', CAST('-12:34:56.7' AS TIME(1)), 'dt', CAST('2024-02-29 01:02:03.456' AS DATETIME(3)), 'dec', CAST('1234567890.123456789' AS DECIMAL(30,9))), NULL),
  (10, JSON_ARRAY(REPEAT('long ', 20000), JSON_ARRAY(JSON_ARRAY(1))), NULL);
UPDATE kinds.documents SET j = JSON_SET(j, '$.b', 2, '$.new', JSON_ARRAY(1, 'z')) WHERE id = 1;

CREATE TABLE kinds.places (id INT NOT NULL PRIMARY KEY, p POINT, g GEOMETRY, w POINT SRID 4326, poly POLYGON);
INSERT INTO kinds.places VALUES (1, ST_GeomFromText('POINT(1 2)'), ST_GeomFromText('LINESTRING(0 0,1 1,2 2)'), ST_GeomFromText('POINT(48.1 11.5)', 4326), ST_GeomFromText('POLYGON((0 0,4 0,4 4,0 0))')),
  (2, NULL, NULL, NULL, NULL), (3, ST_GeomFromText('POINT(-1e10 1e-10)'), ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,9 9))', 3857), NULL, NULL);
