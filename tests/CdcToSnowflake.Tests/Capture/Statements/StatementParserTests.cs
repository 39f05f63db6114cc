using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Tests.Capture.Statements;

public class StatementParserTests
{
    [Theory]
    [InlineData("ALTER TABLE t ADD COLUMN a INT", "+a INT")]
    [InlineData("ALTER TABLE t ADD a INT NULL DEFAULT NULL COMMENT 'NOT NULL DEFAULT 5' AFTER `default`", "+a INT")]
    [InlineData("ALTER TABLE t ADD (a INT, `b c` VARCHAR(5) CHARACTER SET latin1 COLLATE latin1_bin NULL, INDEX (a)), ADD d DATE FIRST, ALGORITHM=INSTANT, LOCK = NONE", "+a INT +b c VARCHAR(5) +d DATE")]
    [InlineData("ALTER TABLE t WAIT 5 ADD COLUMN IF NOT EXISTS a INT", "+?a INT")]
    [InlineData("ALTER TABLE t NOWAIT ADD COLUMN a INT NOT NULL", "+a INT!NOT NULL")]
    [InlineData("ALTER TABLE t /*!80000 ADD COLUMN a INT /*!80023 INVISIBLE */ DEFAULT 5 */", "+a INT!DEFAULT")]
    [InlineData("ALTER TABLE t ADD a INT DEFAULT (1 + 1)", "+a INT!DEFAULT")]
    [InlineData("ALTER TABLE t ADD a TIMESTAMP(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)", "+a TIMESTAMP(3)!DEFAULT")]
    [InlineData("ALTER TABLE t ADD a TIMESTAMP NULL ON UPDATE CURRENT_TIMESTAMP", "+a TIMESTAMP")]
    [InlineData("ALTER TABLE t ADD a INT AS (b + 1), ADD c INT GENERATED ALWAYS AS (a) STORED", "+a INT!GENERATED +c INT!GENERATED")]
    [InlineData("ALTER TABLE t ADD a INT AUTO_INCREMENT UNIQUE KEY, ADD b SERIAL", "+a INT!AUTO_INCREMENT +b BIGINT UNSIGNED!SERIAL")]
    [InlineData("ALTER TABLE t ADD a INT UNIQUE KEY, ADD b INT KEY, ADD c INT PRIMARY KEY", "+a INT +b INT!PRIMARY KEY +c INT!PRIMARY KEY")]
    [InlineData("ALTER TABLE t ADD a INT CHECK (a IS NOT NULL) REFERENCES u (id) ON DELETE SET DEFAULT", "+a INT")]
    [InlineData("ALTER TABLE t ADD INDEX i (a), ADD UNIQUE KEY (b), ADD PRIMARY KEY (c), ADD FULLTEXT f (d), ADD CONSTRAINT x CHECK (a > 0), ADD FOREIGN KEY (a) REFERENCES u (id), ADD VECTOR INDEX (v)", "")]
    [InlineData("ALTER TABLE t ADD SYSTEM VERSIONING, ADD PERIOD FOR p (a, b)", "")]
    [InlineData("ALTER TABLE t ADD period INT, ADD `index` INT, ADD COLUMN system INT, ADD vector INT", "+period INT +index INT +system INT +vector INT")]
    [InlineData("ALTER TABLE t DROP COLUMN a, DROP IF EXISTS b, ADD a INT", "+a INT -a -b")]
    [InlineData("ALTER TABLE t MODIFY COLUMN IF EXISTS a BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, CHANGE `b` b DECIMAL(14,2), MODIFY c CHARACTER VARYING(9) CHARSET binary", "~a BIGINT UNSIGNED!NOT NULL ~b DECIMAL(14,2) ~c VARBINARY(9)")]
    [InlineData("ALTER TABLE t MODIFY a DOUBLE PRECISION, MODIFY b NATIONAL VARCHAR(9), MODIFY c LONG, MODIFY d BOOL, MODIFY e CHAR CHARACTER SET utf8mb4, MODIFY f DEC, MODIFY g FLOAT(30), MODIFY h DOUBLE(5,2), MODIFY i UUID", "~a DOUBLE ~b VARCHAR(9) ~c TEXT ~d TINYINT ~e CHAR(1) ~f DECIMAL(10,0) ~g DOUBLE ~h ? ~i ?")]
    [InlineData("ALTER TABLE t ALTER COLUMN a SET DEFAULT 5, ALTER INDEX i INVISIBLE, ENGINE = InnoDB, COMMENT 'ADD x INT', AUTO_INCREMENT = 7, CONVERT TO CHARACTER SET utf8mb4, ORDER BY a", "")]
    [InlineData("ALTER TABLE t ADD", "+ ?")]
    [InlineData("ALTER TABLE t ADD (", "+ ?")]
    public void Parse_AlterTable_SaysWhatColumnsBecome(string sql, string expected)
    {
        var statement = StatementParser.Parse(sql, "d", default);
        Assert.Equal(StatementEffect.Alters, statement.Effect);
        var columns = statement.Columns.Select(column =>
            $"{(column.IsNew ? column.IfNotExists ? "+?" : "+" : "~")}{column.Name} {column.Definition.Form?.Type.ToString() ?? "?"}{(column.Definition.Fill is { } fill ? $"!{fill}" : "")}");
        Assert.Equal(expected, string.Join(' ', columns.Concat(statement.DroppedColumns.Select(name => $"-{name}"))));
    }

    [Theory]
    [InlineData("ALTER TABLE t RENAME COLUMN a TO b", "a>b")]
    [InlineData("ALTER TABLE t RENAME COLUMN `a b` TO `c`, CHANGE COLUMN d e INT, CHANGE f F INT, rename column if exists g to h", "a b>c d>e g>h")]
    [InlineData("ALTER TABLE t RENAME INDEX a TO b, CONVERT TO CHARACTER SET latin1 COLLATE latin1_bin", "latin1")]
    [InlineData("ALTER TABLE t CONVERT TO CHARSET = utf8mb4, ADD a INT", "utf8mb4")]
    [InlineData("ALTER TABLE t RENAME COLUMN", ">")]
    [InlineData("ALTER TABLE t CONVERT TO", "")]
    public void Parse_AlterTable_SaysWhatIsRenamedAndConverted(string sql, string expected)
    {
        var statement = StatementParser.Parse(sql, "d", default);
        Assert.Equal(expected, string.Join(' ', statement.RenamedColumns.Select(column => $"{column.From}>{column.To}").Concat(statement.Charset is { } charset ? [charset] : [])));
    }

    [Theory]
    [InlineData("ALTER TABLE t MODIFY a INT NOT NULL, MODIFY b INT NULL, MODIFY c INT DEFAULT 5 NOT NULL, MODIFY d INT PRIMARY KEY, MODIFY e SERIAL", "a! b c! d! e!")]
    [InlineData("ALTER TABLE t MODIFY a VARCHAR(9) CHARACTER SET latin1 NOT NULL, CHANGE b c TEXT CHARSET 'cp1251' COLLATE cp1251_bin, MODIFY d CHAR(5) COLLATE utf8mb4_0900_ai_ci", "a!latin1 ccp1251 dutf8mb4")]
    [InlineData("ALTER TABLE t MODIFY a NATIONAL CHAR(9), MODIFY b NVARCHAR(9), MODIFY c TEXT ASCII, MODIFY d VARCHAR(9) UNICODE, MODIFY e VARCHAR(9) CHAR SET latin1", "autf8mb3 butf8mb3 clatin1 ducs2 elatin1")]
    [InlineData("ALTER TABLE t MODIFY a VARCHAR(9) CHARSET binary, MODIFY b TEXT COLLATE uca1400_ai_ci, MODIFY c VARCHAR(9) COLLATE binary, MODIFY d ENUM('CHARSET', 'latin1'), MODIFY e TEXT COLLATE", "a b c d e")]
    public void Parse_AlterTable_SaysWhatIsNotNullAndTheCharset(string sql, string expected) => Assert.Equal(
        expected,
        string.Join(' ', StatementParser.Parse(sql, "d", default).Columns.Select(column => $"{column.Name}{(column.Definition.IsNotNull ? "!" : "")}{column.Definition.Charset}")));

    [Theory]
    [InlineData(1UL << 20, "a b!DEFAULT")]
    [InlineData(0UL, "a")]
    [InlineData(null, "a")]
    public void Parse_Backslash_IsNothingSpecialInASessionWithNoBackslashEscapes(ulong? mode, string expected)
    {
        var statement = StatementParser.Parse(@"ALTER TABLE t ADD a INT COMMENT 'C:\', ADD b INT DEFAULT 5", "d", new SqlMode(mode));
        Assert.Equal(expected, string.Join(' ', statement.Columns.Select(column => $"{column.Name}{(column.Definition.Fill is { } fill ? $"!{fill}" : "")}")));
    }

    [Theory]
    [InlineData("TRUNCATE t", "Empties d.t")]
    [InlineData("truncate table `s`.`t`", "Empties s.t")]
    [InlineData("TRUNCATE TABLE t /* generated by server */", "Empties d.t")]
    [InlineData("DROP TABLE `a`,`b` /* generated by server */", "Empties d.a d.b")]
    [InlineData("DROP TABLE IF EXISTS s.a, `x y`.`b``c` CASCADE", "Empties s.a x y.b`c")]
    [InlineData("DROP TABLES a", "Empties d.a")]
    [InlineData("DROP /*!40005 TEMPORARY */ TABLE IF EXISTS a", "None")]
    [InlineData("DROP TEMPORARY TABLE a", "None")]
    [InlineData("/*!40000 DROP TABLE */ /* why */ a # end", "Empties d.a")]
    [InlineData("/*M!100100 TRUNCATE TABLE a */", "Empties d.a")]
    [InlineData("-- remark; DROP TABLE b\nDROP\nTABLE\ta", "Empties d.a")]
    [InlineData("# remark\nDROP TABLE \"q\".\"t\"", "Empties q.t")]
    [InlineData("DROP TABLE 1a.2b", "Empties 1a.2b")]
    [InlineData("DROP TABLE größe", "Empties d.größe")]
    [InlineData("DROP DATABASE IF EXISTS s", "DropsSchema s.")]
    [InlineData("DROP SCHEMA `s`", "DropsSchema s.")]
    [InlineData("DROP VIEW v", "None")]
    [InlineData("DROP INDEX i ON t", "None")]
    [InlineData("DROP USER 'truncate'@'table'", "None")]
    [InlineData("CREATE OR REPLACE TABLE t (a INT)", "Empties d.t")]
    [InlineData("CREATE TABLE IF NOT EXISTS s.t LIKE u", "Alters s.t")]
    [InlineData("CREATE TEMPORARY TABLE t (a INT)", "None")]
    [InlineData("CREATE TEMPORARY TABLE t SELECT 1", "None")]
    [InlineData("CREATE TABLE s.t SELECT a FROM u", "ChangesRows s.t")]
    [InlineData("CREATE TABLE t AS SELECT a FROM u", "ChangesRows d.t")]
    [InlineData("CREATE TABLE t (PRIMARY KEY (a)) ENGINE = InnoDB IGNORE AS (SELECT a FROM u)", "ChangesRows d.t")]
    [InlineData("CREATE TABLE t ((SELECT a FROM u) UNION (SELECT 1))", "ChangesRows d.t")]
    [InlineData("CREATE TABLE t AS WITH n AS (SELECT 1) SELECT * FROM n", "ChangesRows d.t")]
    [InlineData("CREATE TABLE t (WITH n AS (SELECT 1) SELECT * FROM n)", "ChangesRows d.t")]
    [InlineData("CREATE TABLE t TABLE u", "ChangesRows d.t")]
    [InlineData("CREATE TABLE t (a INT) REPLACE VALUES ROW(1)", "ChangesRows d.t")]
    [InlineData("CREATE OR REPLACE TABLE t AS SELECT 1 AS a", "ChangesRows d.t")]
    [InlineData("CREATE TABLE `t` (\n  `id` int NOT NULL,\n  `select` int\n) START TRANSACTION", "Alters d.t")]
    [InlineData("CREATE TABLE t (a INT DEFAULT (1), `values` INT COMMENT 'AS SELECT') PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (5))", "Alters d.t")]
    [InlineData("CREATE TABLE t (a INT) WITH SYSTEM VERSIONING COMMENT = 'SELECT'", "Alters d.t")]
    [InlineData("CREATE TABLE t (LIKE u)", "Alters d.t")]
    [InlineData("CREATE OR REPLACE VIEW v AS SELECT 1", "None")]
    [InlineData("CREATE DEFINER=`root`@`%` PROCEDURE p() BEGIN DROP TABLE t; TRUNCATE t; END", "None")]
    [InlineData("RENAME TABLE a TO b", "RenamesTable d.a d.b")]
    [InlineData("RENAME TABLE IF EXISTS s.a WAIT 5 TO s.b, `c` TO d", "RenamesTable s.a s.b d.c d.d")]
    [InlineData("RENAME USER a TO b", "None")]
    [InlineData("ALTER TABLE t ADD COLUMN rename INT, ADD INDEX (a, b)", "Alters d.t")]
    [InlineData("ALTER TABLE t RENAME u", "RenamesTable d.t d.u")]
    [InlineData("ALTER ONLINE IGNORE TABLE IF EXISTS s.t ADD c ENUM('a, RENAME x','b') DEFAULT 'a', RENAME AS u", "RenamesTable s.t d.u")]
    [InlineData("ALTER IGNORE TABLE t ADD UNIQUE (e)", "MovesRows d.t")]
    [InlineData("ALTER IGNORE TABLE t RENAME COLUMN a TO b", "MovesRows d.t")]
    [InlineData("ALTER TABLE t RENAME TO s.u", "RenamesTable d.t s.u")]
    [InlineData("ALTER TABLE t RENAME INDEX a TO b, RENAME KEY c TO d", "Alters d.t")]
    [InlineData("ALTER TABLE t ADD x INT, RENAME COLUMN a TO b", "RenamesColumn d.t")]
    [InlineData("ALTER TABLE t CHANGE COLUMN a b INT", "RenamesColumn d.t")]
    [InlineData("ALTER TABLE t CHANGE `A` a BIGINT COMMENT 'was, CHANGE a b'", "Alters d.t")]
    [InlineData("ALTER TABLE t DROP PARTITION p0, p1", "MovesRows d.t")]
    [InlineData("ALTER TABLE t TRUNCATE PARTITION ALL", "MovesRows d.t")]
    [InlineData("ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u", "MovesRows d.t d.u")]
    [InlineData("ALTER TABLE t EXCHANGE PARTITION `with` WITH TABLE s.u WITHOUT VALIDATION", "MovesRows d.t s.u")]
    [InlineData("ALTER TABLE t CONVERT PARTITION p TO TABLE u", "MovesRows d.t d.u")]
    [InlineData("ALTER TABLE t CONVERT TABLE u TO PARTITION p VALUES LESS THAN (5)", "MovesRows d.t d.u")]
    [InlineData("ALTER TABLE t IMPORT TABLESPACE", "MovesRows d.t")]
    [InlineData("ALTER TABLE t DISCARD TABLESPACE", "MovesRows d.t")]
    [InlineData("ALTER TABLE t DROP COLUMN partitions, DROP PRIMARY KEY", "Alters d.t")]
    [InlineData("ALTER TABLE t ADD PARTITION (PARTITION p3 VALUES LESS THAN (5))", "Alters d.t")]
    [InlineData("ALTER DATABASE s CHARACTER SET utf8mb4", "None")]
    [InlineData("SET STATEMENT max_statement_time = 5, sort_buffer_size = 1 FOR TRUNCATE t", "Empties d.t")]
    [InlineData("SET PASSWORD FOR 'a'@'%' = 'x'", "None")]
    [InlineData("INSERT INTO t VALUES (1)", "ChangesRows d.t")]
    [InlineData("INSERT IGNORE INTO mysql.rds_heartbeat2(id) VALUES (1)", "ChangesRows mysql.rds_heartbeat2")]
    [InlineData("DELETE FROM `d`.`m`", "Empties d.m")]
    [InlineData("DELETE FROM d.m WHERE id = 1", "ChangesRows d.m")]
    [InlineData("LOAD DATA INFILE 'f' INTO TABLE t", "ChangesRows")]
    [InlineData("GRANT DROP ON s.* TO u", "None")]
    [InlineData("FLUSH TABLES t", "None")]
    [InlineData("ANALYZE TABLE t", "None")]
    [InlineData("", "None")]
    [InlineData("/*", "None")]
    [InlineData("DROP TABLE `", "Empties d.")]
    [InlineData("ALTER TABLE t RENAME", "RenamesTable d.t d.")]
    public void Parse_Statement_SaysWhatItDoes(string sql, string expected)
    {
        var statement = StatementParser.Parse(sql, "d", default);
        Assert.Equal(expected, string.Join(' ', statement.Tables.Select(name => name.ToString()).Prepend(statement.Effect.ToString())));
    }

    [Theory]
    [InlineData("CREATE TABLE t (a INT)", true)]
    [InlineData("CREATE TABLE `t` AS SELECT 1", true)]
    [InlineData("CREATE OR REPLACE TABLE t (a INT)", true)]
    [InlineData("CREATE TABLE IF NOT EXISTS t (a INT)", false)] // may have been there
    [InlineData("ALTER TABLE t ADD a INT", false)]
    public void Parse_CreateTable_SaysWhetherItHasNoOlderRows(string sql, bool expected) => Assert.Equal(expected, StatementParser.Parse(sql, "d", default).MakesTable);
}
