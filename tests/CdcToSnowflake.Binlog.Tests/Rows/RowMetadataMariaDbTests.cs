using CdcToSnowflake.Binlog.Tests.Servers;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>What <c>binlog_row_metadata</c> tells of columns, in MariaDB's three ways ("Replication and Binary Log System Variables" in its manual).</summary>
[Collection(MariaDbCollection.Name)]
public sealed class RowMetadataMariaDbTests(MariaDbFixture mariaDb)
{
    private const string Typed = "id INT UNSIGNED PRIMARY KEY, t TEXT, b BINARY(2), v VARBINARY(2), c VARCHAR(9) CHARACTER SET ucs2";

    [Theory]
    [InlineData("FULL", "Int True|Text False|Binary False|VarBinary False|VarChar False", "4294967295|C3A9|4142|4142|4142")]
    [InlineData("MINIMAL", "Int True|Text False|Binary False|VarBinary False|VarChar False", "4294967295|C3A9|4142|4142|4142")]
    [InlineData("NO_LOG", "Int False|Blob False|Char False|VarChar False|VarChar False", "-1|C3A9|4142|4142|00410042")]
    public async Task ReadAsync_SignsAndCharsets_AreThereOrTheTableSaysThatTheyArent(string metadata, string types, string values)
    {
        var (table, row) = await ReadAsync(metadata, Typed, "4294967295, 'é', 'AB', 'AB', 'AB'");
        Assert.Equal(metadata != "NO_LOG", table.HasSignsAndCharsets);
        Assert.Equal(metadata == "FULL", table.HasNames);
        Assert.Equal(types, string.Join('|', table.Columns.Select(column => $"{column.Type} {column.IsUnsigned}")));
        Assert.Equal(values, string.Join('|', row));
    }

    [Theory]
    [InlineData("FULL")]
    [InlineData("MINIMAL")]
    [InlineData("NO_LOG")]
    public async Task ReadAsync_NeitherNumbersNorTexts_NothingIsMissing(string metadata)
    {
        var (table, _) = await ReadAsync(metadata, "id DATE PRIMARY KEY, t DATETIME(3), g GEOMETRY, e ENUM('a','b'), b BIT(3)", "'2024-01-01', '2024-01-01', NULL, 'a', b'1'");
        Assert.True(table.HasSignsAndCharsets);
    }

    [Theory]
    [InlineData("id DATE PRIMARY KEY, i YEAR", "'2024-01-01', 2024")]
    [InlineData("id DATE PRIMARY KEY, i DECIMAL(3,1)", "'2024-01-01', 1")]
    [InlineData("id DATE PRIMARY KEY, c CHAR(3)", "'2024-01-01', 'a'")]
    [InlineData("id DATE PRIMARY KEY, c INET6", "'2024-01-01', '::'")]
    [InlineData("id DATE PRIMARY KEY, c VARCHAR(3) COMPRESSED", "'2024-01-01', 'a'")]
    public async Task ReadAsync_OneNumberOrText_ToldByMinimalMetadataAlone(string columns, string values)
    {
        Assert.True((await ReadAsync("MINIMAL", columns, values)).Table.HasSignsAndCharsets);
        Assert.False((await ReadAsync("NO_LOG", columns, values)).Table.HasSignsAndCharsets);
    }

    private async Task<(BinlogTable Table, string?[] Row)> ReadAsync(string metadata, string columns, string values)
    {
        var server = mariaDb.Server;
        await server.ExecuteAsync($"SET GLOBAL binlog_row_metadata = {metadata}");
        try
        {
            await server.ExecuteAsync($"DROP DATABASE IF EXISTS row_metadata; CREATE DATABASE row_metadata CHARACTER SET utf8mb4; USE row_metadata; CREATE TABLE a ({columns}); FLUSH BINARY LOGS");
            var file = server.BinlogFiles[^1];
            await server.ExecuteAsync($"USE row_metadata; INSERT INTO a VALUES ({values}); FLUSH BINARY LOGS");
            var change = Assert.Single(await DecodedRows.ReadAsync(new BinlogFileReader([file]), "row_metadata"));
            return (change.Table, change.After!);
        }
        finally
        {
            await server.ExecuteAsync("SET GLOBAL binlog_row_metadata = FULL");
        }
    }
}
