using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Columns that aren't just there: generated, invisible, added and dropped in place, partitioned tables.</summary>
[Collection(MySqlCollection.Name)]
public sealed class SpecialColumnMySqlTests(MySqlFixture mySql)
{
    [Fact]
    public async Task ReadAsync_GeneratedAndInvisibleColumns_AreInTheImages()
    {
        // Virtual columns are logged too; the hidden ones of functional and multi-valued indexes are not, nor told of.
        var table = await SpecialColumnScript.CheckAsync(
            mySql.Server,
            "generated_columns",
            "CREATE TABLE a (id INT PRIMARY KEY, b INT, v INT AS (b * 2) VIRTUAL, s VARCHAR(20) AS (CONCAT('é', b)) STORED, inv INT INVISIBLE DEFAULT 9, vinv INT AS (b + inv) VIRTUAL INVISIBLE, j JSON,"
            + " KEY f ((b + 1)), KEY m ((CAST(j->'$.n' AS UNSIGNED ARRAY))))",
            "INSERT INTO a (id, b, j) VALUES (1, 2, '{\"n\": [1, 2]}'), (2, NULL, NULL)",
            "UPDATE a SET b = 5",
            "UPDATE a SET inv = 6, j = '{\"n\": [3]}' WHERE id = 1",
            "UPDATE a SET id = id + 10",
            "DELETE FROM a WHERE id = 12");
        Assert.Equal(["id", "b", "v", "s", "inv", "vinv", "j"], table.Columns.Select(c => c.Name));
        Assert.Equal(["inv", "vinv"], table.Columns.Where(c => !c.IsVisible).Select(c => c.Name));
    }

    [Fact]
    public async Task ReadAsync_ColumnsAddedAndDroppedInPlace_HaveTheirDefaultsInOldRows()
    {
        var table = await SpecialColumnScript.CheckAsync(
            mySql.Server,
            "instant_columns",
            "CREATE TABLE a (id INT PRIMARY KEY, b INT, c VARCHAR(10))",
            "INSERT INTO a VALUES (1, 1, 'a'), (2, NULL, NULL), (3, 3, 'c')",
            "ALTER TABLE a ADD COLUMN n INT DEFAULT 7, ALGORITHM = INSTANT; UPDATE a SET b = 10",
            "ALTER TABLE a ADD COLUMN f VARCHAR(5) DEFAULT 'q' FIRST, ALGORITHM = INSTANT; UPDATE a SET b = 11; INSERT INTO a VALUES ('w', 4, 4, 'd', 8)",
            "ALTER TABLE a DROP COLUMN b, ALGORITHM = INSTANT; UPDATE a SET n = n + 1",
            "ALTER TABLE a ADD COLUMN b DECIMAL(5,2) NOT NULL DEFAULT 1.5 AFTER id, ALGORITHM = INSTANT; UPDATE a SET n = n + 1; DELETE FROM a WHERE id = 2");
        Assert.Equal(["f", "id", "b", "c", "n"], table.Columns.Select(c => c.Name));
    }

    [Fact]
    public async Task ReadAsync_PartitionedTable_RowsThatMoveBetweenPartitions() => await SpecialColumnScript.CheckAsync(
        mySql.Server,
        "partitioned",
        "CREATE TABLE a (id INT, p INT, PRIMARY KEY (id, p)) PARTITION BY RANGE (p) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION x VALUES LESS THAN (10), PARTITION y VALUES LESS THAN MAXVALUE)",
        "INSERT INTO a VALUES (1, 1), (2, 20), (3, 3)",
        "UPDATE a SET p = p + 9",
        "UPDATE a SET id = id + 1 ORDER BY id DESC",
        "DELETE FROM a WHERE p > 20");

    [Fact]
    public async Task ReadAsync_GeneratedInvisiblePrimaryKey_IsAColumn()
    {
        var table = await SpecialColumnScript.CheckAsync(
            mySql.Server,
            "generated_key",
            "SET sql_generate_invisible_primary_key = ON; CREATE TABLE a (id INT, v VARCHAR(5))",
            "INSERT INTO a (id, v) VALUES (5, 'e')",
            "UPDATE a SET v = 'f'");
        Assert.Equal("my_row_id", table.Columns[Assert.Single(table.PrimaryKey)].Name);
        Assert.False(table.Columns[0].IsVisible);
    }
}
