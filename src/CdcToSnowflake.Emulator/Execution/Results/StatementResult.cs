using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Results;

/// <summary>What a statement returned.</summary>
/// <param name="Columns">Never empty: Snowflake's DDL returns a status row too.</param>
/// <param name="Rows">To be disposed of.</param>
/// <param name="Affected">Rows that DML changed; -1 for anything else.</param>
internal sealed record StatementResult(IReadOnlyList<ResultColumn> Columns, IRowCursor Rows, long Affected) : IDisposable
{
    public static StatementResult Status(string text) => Table([new ResultColumn("status", DataType.Varchar)], [[text]]);

    public static StatementResult Table(IReadOnlyList<ResultColumn> columns, IReadOnlyList<object?[]> rows) => new(columns, new MemoryRows(rows), -1);

    /// <summary>DML's counts: one row of "number of rows …", only those that the statement can produce.</summary>
    public static StatementResult Counts(params IReadOnlyList<(string Name, long Count)> counts) => new(
        [.. counts.Select(count => new ResultColumn(count.Name, DataType.Number(18, 0)))],
        new MemoryRows([[.. counts.Select(count => (object?)count.Count)]]),
        counts.Sum(count => count.Count));

    public void Dispose() => Rows.Dispose();
}
