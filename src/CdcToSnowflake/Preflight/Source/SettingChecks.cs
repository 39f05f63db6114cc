namespace CdcToSnowflake.Preflight.Source;

/// <summary>The server's settings.</summary>
internal static class SettingChecks
{
    // The first with binlog_row_metadata: those before log neither which numbers are unsigned nor what character sets texts have.
    private static readonly Version OldestMySql = new(8, 0);
    private static readonly Version OldestMariaDb = new(10, 5);

    public static void Run(SourceServer source, Findings findings)
    {
        var oldest = source.IsMariaDb ? OldestMariaDb : OldestMySql;
        if (source.Numbers < oldest)
        {
            findings.Fail(
                "version",
                $"{source.Product} is older than {oldest}: its binlog has neither the signs of numbers nor the character sets of texts, so rows can't be read",
                $"Upgrade the server to {oldest}, or capture from a replica that is newer.");
        }

        Log(source, findings);
        Wanted("binlog_format", "ROW", PreflightOutcome.Failure, "only ROW logs what a row became");
        Wanted("binlog_row_image", "FULL", PreflightOutcome.Failure, "only FULL logs whole rows");
        var (metadata, lacking) = source.Setting("binlog_row_metadata") == "NO_LOG" // MariaDB's default
            ? (PreflightOutcome.Failure, "the binlog has neither the signs of numbers nor the character sets of texts, so rows can't be read")
            : (PreflightOutcome.Warning, "without FULL, names come from information_schema, and rows that are older than an ALTER can't be read");
        Wanted("binlog_row_metadata", "FULL", metadata, lacking);
        Wanted("binlog_checksum", "CRC32", PreflightOutcome.Warning, "without it, damage on the way or on the disk isn't noticed");
        Gtids(source, findings);

        void Wanted(string name, string value, PreflightOutcome otherwise, string reason)
        {
            // A server that doesn't know the setting either is older than it (then the reader copes) or has no other way any more.
            switch (source.Setting(name))
            {
                case null:
                    break;
                case var there when there.Equals(value, StringComparison.OrdinalIgnoreCase):
                    findings.Pass(name, value);
                    break;
                case var there:
                    findings.Add(otherwise, name, $"{there}: {reason}", source.Set(name, value));
                    break;
            }
        }
    }

    private static void Log(SourceServer source, Findings findings)
    {
        if (source.Setting("log_bin") != "ON")
        {
            findings.Fail("log_bin", "the server writes no binlog", source.IsManaged
                ? source.Set("binlog_format", "ROW") + " On RDS, turn automated backups on."
                : "log_bin=binlog and server_id=1 (another number on each server) in the server's option file, then restart it.");
        }
        else
        {
            findings.Pass("log_bin", "ON");
        }

        if (source.Number("server_id") == 0)
        {
            findings.Fail("server_id", "0: the server refuses readers of its binlog", source.Set("server_id", "1"));
        }
    }

    private static void Gtids(SourceServer source, Findings findings)
    {
        const string Check = "gtid_mode";
        const string Drawback = "after a failover the capture can't go on by itself";
        if (source.IsMariaDb)
        {
            findings.Pass(Check, "MariaDB's GTIDs are always on");
        }
        else if (source.Setting(Check) == "ON")
        {
            findings.Pass(Check, "ON");
        }
        else
        {
            findings.Warn(Check, $"{source.Setting(Check) ?? "unknown"}: {Drawback}", source.IsManaged
                ? source.Set(Check, "ON") + " And enforce_gtid_consistency = ON."
                : "SET PERSIST enforce_gtid_consistency = ON; then gtid_mode by steps: OFF_PERMISSIVE, ON_PERMISSIVE, ON (each SET PERSIST gtid_mode = …;), the last once the capture reads a file that was begun since ON_PERMISSIVE.");
            if (source.Setting("performance_schema") == "OFF")
            {
                findings.Fail(
                    "performance_schema",
                    "OFF: with neither it nor GTIDs nothing tells which transactions a SELECT sees, so tables can't be copied",
                    "performance_schema=ON in the server's option file, then restart it; or switch gtid_mode on.");
            }
        }
    }
}
