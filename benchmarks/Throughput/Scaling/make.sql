CREATE PROCEDURE make(tables_wanted INT, width INT)
BEGIN
    DECLARE made INT DEFAULT 0;
    SET SESSION group_concat_max_len = 1000000;
    WHILE made < tables_wanted DO
        SET @make = CONCAT('CREATE TABLE t', made, ' (id BIGINT NOT NULL PRIMARY KEY', (
            SELECT COALESCE(GROUP_CONCAT(CONCAT(', c', n, IF(n % 2 = 0, ' INT NOT NULL', ' DECIMAL(12,2) NOT NULL')) ORDER BY n SEPARATOR ''), '') FROM numbers WHERE n < width - 1), ')');
        PREPARE make_one FROM @make;
        EXECUTE make_one;
        SET made = made + 1;
    END WHILE;
END
