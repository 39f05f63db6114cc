using CdcToSnowflake.Binlog.Tests.Servers;
using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Every type's values, generated, written by a real server: what is decoded equals the server's own SELECT.</summary>
[Collection(MySqlCollection.Name)]
public sealed class GeneratedRowsMySqlTests(MySqlFixture mySql)
{
    private static readonly int s_iterations = Environment.GetEnvironmentVariable("CDC_TEST_LONG") is { Length: > 0 } ? 400 : 25;

    [Theory]
    [InlineData("FULL", "OFF", "CRC32")]
    [InlineData("FULL", "ON", "CRC32")]
    [InlineData("MINIMAL", "OFF", "NONE")]
    [InlineData("MINIMAL", "ON", "NONE")]
    public async Task ReadAsync_GeneratedTables_EqualsSelect(string metadata, string compression, string checksum)
    {
        var server = mySql.Server;
        await server.ExecuteAsync($"SET GLOBAL binlog_row_metadata = {metadata}; SET GLOBAL binlog_checksum = {checksum}");
        try
        {
            await GeneratedTable.Of(GeneratedColumns.MySql).SampleAsync(
                table => GeneratedRows.CheckAsync(server, table, "generated_rows", $"SET binlog_transaction_compression = {compression};", metadata == "FULL"),
                iter: s_iterations, threads: 1);
        }
        finally
        {
            await server.ExecuteAsync("SET GLOBAL binlog_row_metadata = FULL; SET GLOBAL binlog_checksum = CRC32");
        }
    }
}
