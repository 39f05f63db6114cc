CREATE PROCEDURE fill(tables_wanted INT, width INT, rows_wanted INT, rows_each INT)
BEGIN
    DECLARE done INT DEFAULT 0;
    SET SESSION group_concat_max_len = 1000000;
    SET @cells = (SELECT COALESCE(GROUP_CONCAT(CONCAT(', CRC32(? + n + ', n, ') % 1000000') ORDER BY n SEPARATOR ''), '') FROM numbers WHERE n < width - 1);
    WHILE done < rows_wanted DO
        SET @fill = REPLACE(CONCAT('INSERT INTO t', (done DIV rows_each) % tables_wanted, ' SELECT ? + n', @cells, ' FROM numbers WHERE n < ', LEAST(rows_each, rows_wanted - done)), '?', done);
        PREPARE fill_one FROM @fill;
        EXECUTE fill_one;
        SET done = done + rows_each;
    END WHILE;
END
