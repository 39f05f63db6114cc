using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>The same as <see cref="SpecialColumnMySqlTests"/> for what MariaDB knows of it.</summary>
[Collection(MariaDbCollection.Name)]
public sealed class SpecialColumnMariaDbTests(MariaDbFixture mariaDb)
{
    [Fact]
    public async Task ReadAsync_GeneratedAndInvisibleColumns_AreInTheImages() => await SpecialColumnScript.CheckAsync(
        mariaDb.Server,
        "generated_columns",
        "CREATE TABLE a (id INT PRIMARY KEY, b INT, v INT AS (b * 2) VIRTUAL, s VARCHAR(20) AS (CONCAT('é', b)) STORED, inv INT INVISIBLE DEFAULT 9)",
        "INSERT INTO a (id, b) VALUES (1, 2), (2, NULL)",
        "UPDATE a SET b = 5",
        "UPDATE a SET inv = 6 WHERE id = 1",
        "DELETE FROM a WHERE id = 2");

    [Fact]
    public async Task ReadAsync_ColumnsAddedAndDroppedInPlace_HaveTheirDefaultsInOldRows() => await SpecialColumnScript.CheckAsync(
        mariaDb.Server,
        "instant_columns",
        "CREATE TABLE a (id INT PRIMARY KEY, b INT, c VARCHAR(10))",
        "INSERT INTO a VALUES (1, 1, 'a'), (2, NULL, NULL)",
        "ALTER TABLE a ADD COLUMN n INT DEFAULT 7, ALGORITHM = INSTANT; UPDATE a SET b = 10",
        "ALTER TABLE a ADD COLUMN f VARCHAR(5) DEFAULT 'q' FIRST, ALGORITHM = INSTANT; UPDATE a SET b = 11; INSERT INTO a VALUES ('w', 4, 4, 'd', 8)",
        "ALTER TABLE a DROP COLUMN b, ALGORITHM = INSTANT; UPDATE a SET n = n + 1");
}
