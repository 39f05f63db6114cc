using System.Diagnostics;
using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Throughput.Legacy;

/// <summary>A recorded history taken day by day in two ways: the log of changes, and a nightly copy of the last days. Both into the embedded Snowflake.</summary>
internal static class LegacyCommand
{
    private const string Brand = "SHOP";

    public static async Task<string> RunAsync(string recording, Arguments arguments)
    {
        var days = arguments.Count("--days", 3);
        arguments.ThrowIfLeftOver();
        string[] files = Directory.Exists(recording) ? [.. Directory.GetFiles(recording, "binlog.*").Order(StringComparer.Ordinal)] : [];
        if (files.Length == 0)
        {
            throw new UsageException($"{recording} has no recorded binlog (binlog.000001, …).");
        }

        var work = Directory.CreateTempSubdirectory("cdc-legacy-");
        try
        {
            return await CompareAsync(Refunds.Read(recording), new DailyLog(files, work.CreateSubdirectory("binlog").FullName), Path.Combine(work.FullName, "store"), days).ConfigureAwait(false);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task<string> CompareAsync(Refunds refunds, DailyLog log, string folder, int days)
    {
        await using var snowflake = new SnowflakeEmulator();
        var store = await snowflake.WatchAsync(new FolderObjectStore(folder)).ConfigureAwait(false);
        using var deployment = new SnowflakeDeployment(snowflake);
        await deployment.EnsureBrandAsync(Brand, store.Location).ConfigureAwait(false);
        var copy = new NightlyCopy(snowflake, days);
        var (byLog, byCopy, changes) = (TimeSpan.Zero, TimeSpan.Zero, 0L);
        foreach (var day in log.Days)
        {
            var files = log.Until(day);
            var start = Stopwatch.GetTimestamp();
            var capture = new BrandCapture(Brand, new BinlogFileReader(files), store, new CaptureOptions(), deployment);
            await capture.RunAsync().ConfigureAwait(false);
            await snowflake.DrainAsync().ConfigureAwait(false);
            byLog += Stopwatch.GetElapsedTime(start);
            changes += capture.Progress.CommittedRows;

            start = Stopwatch.GetTimestamp();
            await copy.RunAsync(day).ConfigureAwait(false);
            byCopy += Stopwatch.GetElapsedTime(start);
        }

        var byRaw = await refunds.MissedByAsync(snowflake, "refunds-raw.sql").ConfigureAwait(false);
        var byCi = await refunds.MissedByAsync(snowflake, "refunds-ci.sql").ConfigureAwait(false);
        var missed = await refunds.MissedByAsync(snowflake, "refunds-copy.sql").ConfigureAwait(false);
        var copied = await ChangesOfCopiedTablesAsync(snowflake).ConfigureAwait(false);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"days":{{log.Days.Count}},"window":{{days}},"log":{"rowsReadFromSource":0,"changes":{{changes}},"changesOfCopiedTables":{{copied}},"seconds":{{byLog.TotalSeconds:0.0}},"refundsMissedInRaw":{{byRaw.Count}},"refundsMissedInCi":{{byCi.Count}}},"copy":{"rowsReadFromSource":{{copy.RowsRead}},"rowsDeletedAndInserted":{{copy.RowsWritten}},"seconds":{{byCopy.TotalSeconds:0.0}},"refundsMissed":{{missed.Count}},"amountMissed":{{missed.Worth}}},"refunds":{{refunds.Count}}}""");
    }

    // Out of STG, which has each change as a row.
    private static async Task<long> ChangesOfCopiedTablesAsync(SnowflakeEmulator snowflake)
    {
        await using var command = snowflake.CreateCommand(EmbeddedText.Read("changes.sql"));
        return Convert.ToInt64(await command.ExecuteScalarAsync().ConfigureAwait(false), CultureInfo.InvariantCulture);
    }
}
