using CdcToSnowflake.TestServers;
using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary><see cref="GeneratedRows"/> in every way that a MariaDB can log them.</summary>
internal static class GeneratedRowsMariaDb
{
    public static TheoryData<string, string, string> GlobalSettings
    {
        get
        {
            var settings = new TheoryData<string, string, string>();
            foreach (var metadata in new[] { "FULL", "MINIMAL" })
            {
                foreach (var compression in new[] { "OFF", "ON" })
                {
                    settings.Add(metadata, compression, "CRC32");
                    settings.Add(metadata, compression, "NONE");
                }
            }

            return settings;
        }
    }

    public static async Task CheckAsync(DatabaseServer server, string metadata, string compression, string checksum)
    {
        await server.ExecuteAsync($"SET GLOBAL binlog_row_metadata = {metadata}; SET GLOBAL binlog_checksum = {checksum}; SET GLOBAL log_bin_compress = {compression}; SET GLOBAL log_bin_compress_min_len = 10");
        try
        {
            var sessions = new[] { "FULL", "MINIMAL", "NOBLOB" }.Select(image => new GeneratedSession($"SET binlog_row_image = {image}", image == "FULL"));
            await GeneratedTable.Of(GeneratedColumns.Common).Array[GeneratedRows.TablesPerSession].SampleAsync(
                tables => GeneratedRows.CheckAsync(server, tables, sessions, metadata == "FULL"), iter: 1, threads: 1);
        }
        finally
        {
            await server.ExecuteAsync("SET GLOBAL binlog_row_metadata = FULL; SET GLOBAL binlog_checksum = CRC32; SET GLOBAL log_bin_compress = ON");
        }
    }
}
