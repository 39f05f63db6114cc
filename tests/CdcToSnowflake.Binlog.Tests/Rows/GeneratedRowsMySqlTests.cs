using CdcToSnowflake.Binlog.Tests.Servers;
using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Every type's values, generated, written by a real server in every way that it can log them.</summary>
[Collection(MySqlCollection.Name)]
public sealed class GeneratedRowsMySqlTests(MySqlFixture mySql)
{
    [Theory]
    [InlineData("FULL", "CRC32")]
    [InlineData("FULL", "NONE")]
    [InlineData("MINIMAL", "CRC32")]
    [InlineData("MINIMAL", "NONE")]
    public async Task ReadAsync_GeneratedTables_EqualsSelectAndMySqlBinlog(string metadata, string checksum)
    {
        var server = mySql.Server;
        await server.ExecuteAsync($"SET GLOBAL binlog_row_metadata = {metadata}; SET GLOBAL binlog_checksum = {checksum}");
        try
        {
            await GeneratedTable.Of(GeneratedColumns.MySql).Array[GeneratedRows.TablesPerSession].SampleAsync(
                tables => GeneratedRows.CheckAsync(server, tables, Sessions(), metadata == "FULL"), iter: 1, threads: 1);
        }
        finally
        {
            await server.ExecuteAsync("SET GLOBAL binlog_row_metadata = FULL; SET GLOBAL binlog_checksum = CRC32");
        }
    }

    private static IEnumerable<GeneratedSession> Sessions() =>
        from image in new[] { "FULL", "MINIMAL", "NOBLOB" }
        from compression in new[] { "OFF", "ON" }
        from partial in new[] { "''", "PARTIAL_JSON" }
        select new GeneratedSession(
            $"SET binlog_row_image = {image}; SET binlog_transaction_compression = {compression}; SET binlog_row_value_options = {partial}", image == "FULL");
}
