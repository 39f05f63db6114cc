using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Storage;
using MySqlConnector;

namespace CdcToSnowflake.Preflight.Source;

/// <summary>How long the server keeps its binlog, and whether it still has what the last cut ended at.</summary>
internal sealed class RetentionChecks(string brand, IObjectStore? store)
{
    private const string Check = "binlog retention";
    private const string Position = "last cut's end";

    // A capture that stands still from Friday to Monday should be able to go on.
    private static readonly TimeSpan Weekend = TimeSpan.FromDays(3);

    public async Task RunAsync(SourceServer source, Findings findings, CancellationToken cancellationToken)
    {
        if (source.IsManaged)
        {
            await ManagedAsync(source, findings, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            Own(source, findings);
        }

        if (store is not null)
        {
            await PositionAsync(source, store, findings, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Own(SourceServer source, Findings findings)
    {
        var seconds = source.Number("binlog_expire_logs_seconds");
        if (seconds == 0)
        {
            // Days with a fraction on MariaDB.
            seconds = double.TryParse(source.Setting("expire_logs_days"), NumberStyles.Float, CultureInfo.InvariantCulture, out var days) ? (long)(days * 86_400) : 0;
        }

        if (seconds == 0 || source.Setting("binlog_expire_logs_auto_purge") == "OFF")
        {
            findings.Pass(Check, "files are kept until somebody purges them");
        }
        else
        {
            var name = source.Setting("binlog_expire_logs_seconds") is null ? "expire_logs_days" : "binlog_expire_logs_seconds";
            Judge(TimeSpan.FromSeconds(seconds), source.Set(name, name == "expire_logs_days" ? "7" : "604800"), findings);
        }

        if (source.Number("max_binlog_total_size") is > 0 and var most)
        {
            findings.Warn("max_binlog_total_size", string.Create(CultureInfo.InvariantCulture, $"files are also removed when they are larger than {most} bytes together, however young"), source.Set("max_binlog_total_size", "0"));
        }
    }

    // Amazon's guide, "Storing and accessing MySQL binary logs": NULL means that files are removed as soon as Amazon itself doesn't need them.
    private static async Task ManagedAsync(SourceServer source, Findings findings, CancellationToken cancellationToken)
    {
        const string Remedy = "CALL mysql.rds_set_configuration('binlog retention hours', 168);";
        string? hours;
        try
        {
            hours = (await source.AskAsync("SELECT value FROM mysql.rds_configuration WHERE name = 'binlog retention hours'", cancellationToken).ConfigureAwait(false)).FirstOrDefault()?[0];
        }
        catch (MySqlException e)
        {
            findings.Warn(Check, $"it can't be read: {e.Message}", "CALL mysql.rds_show_configuration; as the administrator, and if 'binlog retention hours' is under 72: " + Remedy);
            return;
        }

        if (double.TryParse(hours, NumberStyles.Float, CultureInfo.InvariantCulture, out var kept))
        {
            Judge(TimeSpan.FromHours(kept), Remedy, findings);
        }
        else
        {
            findings.Fail(Check, "files are removed as soon as Amazon itself doesn't need them", Remedy);
        }
    }

    private static void Judge(TimeSpan kept, string remedy, Findings findings)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{kept.TotalHours:0.#} hours");
        if (kept < Weekend)
        {
            findings.Warn(Check, $"{text}: a capture that stands still for longer loses its place, and every table must be copied anew", remedy);
        }
        else
        {
            findings.Pass(Check, text);
        }
    }

    private async Task PositionAsync(SourceServer source, IObjectStore store, Findings findings, CancellationToken cancellationToken)
    {
        CutManifest? last;
        try
        {
            last = await new ManifestLog(store, brand).FindLastAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StorageException or ManifestException)
        {
            findings.Fail(Position, $"the last manifest can't be read: {e.Message}", "Mend the store first.");
            return;
        }

        if (last is null)
        {
            findings.Pass(Position, "the brand has no cut yet");
        }
        else
        {
            await GoesOnAsync(source, last, findings, cancellationToken).ConfigureAwait(false);
        }
    }

    // The capture's own start is the check: whatever refuses it there is found here, and nothing else.
    private static async Task GoesOnAsync(SourceServer source, CutManifest last, Findings findings, CancellationToken cancellationToken)
    {
        try
        {
            var client = new BinlogClient(source.Binlog);
            await using (client.ConfigureAwait(false))
            {
                await client.CheckStartAsync(last.To, cancellationToken).ConfigureAwait(false);
            }

            findings.Pass(Position, $"cut {last.Cut} ended at {last.To}, and the server's log goes on from there");
        }
        catch (BinlogPositionException e)
        {
            findings.Fail(
                Position,
                $"cut {last.Cut} ended at {last.To}: {e.Message}",
                "If no server has the place any more, what was changed since isn't in any log. Set the brand's LostLog (CaptureOptions.LostLog) to ReadTablesAgain: capture then goes on at the log's end and reads its tables again.");
        }
        catch (Exception e) when (e is BinlogException or ArgumentException)
        {
            findings.Fail(Position, $"cut {last.Cut} ended at {last.To}, and whether the server's log goes on from there can't be asked: {e.Message}", "Mend what it names, and run the preflight again.");
        }
    }
}
