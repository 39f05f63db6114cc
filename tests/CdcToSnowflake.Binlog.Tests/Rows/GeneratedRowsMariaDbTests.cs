using CdcToSnowflake.Binlog.Tests.Servers;
using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <inheritdoc cref="GeneratedRowsMySqlTests"/>
[Collection(MariaDbCollection.Name)]
public sealed class GeneratedRowsMariaDbTests(MariaDbFixture mariaDb)
{
    private static readonly int s_iterations = Environment.GetEnvironmentVariable("CDC_TEST_LONG") is { Length: > 0 } ? 400 : 25;

    [Theory]
    [InlineData("FULL", "OFF", "CRC32")]
    [InlineData("FULL", "ON", "CRC32")]
    [InlineData("MINIMAL", "ON", "NONE")]
    public async Task ReadAsync_GeneratedTables_EqualsSelect(string metadata, string compression, string checksum)
    {
        var server = mariaDb.Server;
        await server.ExecuteAsync($"SET GLOBAL binlog_row_metadata = {metadata}; SET GLOBAL binlog_checksum = {checksum}; SET GLOBAL log_bin_compress = {compression}; SET GLOBAL log_bin_compress_min_len = 10");
        try
        {
            await GeneratedTable.Of(GeneratedColumns.Common).SampleAsync(
                table => GeneratedRows.CheckAsync(server, table, "generated_rows", "", metadata == "FULL"), iter: s_iterations, threads: 1);
        }
        finally
        {
            await server.ExecuteAsync("SET GLOBAL binlog_row_metadata = FULL; SET GLOBAL binlog_checksum = CRC32; SET GLOBAL log_bin_compress = ON");
        }
    }
}
