using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Capture;

/// <summary>How far the reading of tables as they are is.</summary>
public sealed record SnapshotProgress
{
    /// <summary>Tables that were read to their end since the start.</summary>
    public int TablesDone { get; init; }

    /// <summary>Tables that are left, those included that are being read.</summary>
    public int TablesLeft { get; init; }

    /// <summary>Requests for rows (<see cref="Operations.Reconciliation.TableReconciler.RepairAsync"/>) that are left, those included that are being answered.</summary>
    public int RequestsLeft { get; init; }

    /// <summary>Rows that were read since the start.</summary>
    public long Rows { get; init; }

    /// <summary>About how many rows are left, by the server's own estimate (information_schema.TABLES), which may be off by half: of a table as it begins, of one that waits as the tables were listed at the start. Null while that of a table is unknown, as of one that was made since.</summary>
    public long? RowsLeft { get; init; }

    /// <summary>About how long they will take at the pace so far, which counts the time in which tables were read; null while nothing can be told: at the beginning, without <see cref="RowsLeft"/>, and when the tables have more rows than was estimated.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>The tables whose reading has begun, and those that are to be read again.</summary>
    public IReadOnlyList<SnapshotTableProgress> Tables { get; init; } = [];

    /// <summary>Whether nothing is left to read.</summary>
    public bool IsDone => TablesLeft == 0 && RequestsLeft == 0;

    internal static SnapshotProgress Of(int done, int left, int requests, long rows, long? rowsLeft, IEnumerable<TableSnapshot> tables, SnapshotPace pace) => new()
    {
        TablesDone = done,
        TablesLeft = left,
        RequestsLeft = requests,
        Rows = rows,
        RowsLeft = rowsLeft,
        TimeLeft = left == 0 ? TimeSpan.Zero : rowsLeft > 0 ? pace.TimeFor(rowsLeft.Value) : null,
        Tables = [.. tables.Select(table => new SnapshotTableProgress(table.Schema, table.Table, table.Rows, table.Estimate) { Reason = table.Reason })],
    };
}
