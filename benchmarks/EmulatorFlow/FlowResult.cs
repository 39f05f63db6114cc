using System.Diagnostics;
using System.Globalization;
using CdcToSnowflake.Emulator;

namespace CdcToSnowflake.EmulatorFlow;

/// <summary>What a run left behind, and where its time went.</summary>
internal sealed class FlowResult(SnowflakeEmulator emulator)
{
    public bool IsComplete(long rows, int cuts)
    {
        // Of the changes after the first cut a tenth are updates.
        var changes = rows / cuts * cuts;
        var kept = changes - ((cuts - 1) * (rows / cuts) / 10);
        var (stg, raw, ci) = (Count("BENCH_DB.STG_SCHEMA.ORDERS"), Count("BENCH_DB.RAW_SCHEMA.ORDERS"), Count("CI_DB.CI_SCHEMA.ORDERS"));
        return (stg, raw, ci) == (changes, kept, kept);
    }

    public string Json(long rows, int cuts, TimeSpan total, TimeSpan processor) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"rows":{{rows}},"cuts":{{cuts}},"stg":{{Count("BENCH_DB.STG_SCHEMA.ORDERS")}},"raw":{{Count("BENCH_DB.RAW_SCHEMA.ORDERS")}},"ci":{{Count("CI_DB.CI_SCHEMA.ORDERS")}},"raw_s":{{Seconds("MERGE_RAW"):0.00}},"ci_s":{{Seconds("MERGE_CI"):0.00}},"total_s":{{total.TotalSeconds:0.00}},"processor_s":{{processor.TotalSeconds:0.00}},"peak_mb":{{Peak / 1_000_000}}}
        """);

    private static long Peak
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }

    private long Count(string table) => Convert.ToInt64(One($"SELECT COUNT(*) FROM {table}"), CultureInfo.InvariantCulture);

    private double Seconds(string task) => Convert.ToDouble(
        One($"SELECT COALESCE(SUM(TIMESTAMPDIFF('millisecond', query_start_time, completed_time)), 0) / 1000 FROM TABLE(CI_DB.INFORMATION_SCHEMA.TASK_HISTORY(TASK_NAME => '{task}')) WHERE state = 'SUCCEEDED'"),
        CultureInfo.InvariantCulture);

    private object One(string sql)
    {
        using var connection = emulator.OpenConnection();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are this program's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()!;
    }
}
