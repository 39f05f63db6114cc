using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Binlog.Tests.Client;

/// <summary>Events as text, to be compared between readings.</summary>
internal static class Seen
{
    /// <summary>Reads until a statement with this text, and returns a line for each event before it; heartbeats, which come when they please, left out.</summary>
    public static async Task<List<string>> UntilStatementAsync(IBinlogReader reader, BinlogPosition? from, string statement, Action<BinlogBatch>? onBoundary = null)
    {
        var seen = new List<string>();
        await foreach (var batch in reader.ReadAsync(from, TestContext.Current.CancellationToken))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Query && batch.QueryText.Contains(statement, StringComparison.Ordinal))
                    return seen;
                if (batch.Kind == BinlogEventKind.Heartbeat)
                    continue;
                seen.Add(Line(batch));
                if (batch.IsBoundary)
                    onBoundary?.Invoke(batch);
            }
        }
        throw new InvalidOperationException("The reading ended.");
    }

    /// <summary>The current event as a line.</summary>
    public static string Line(BinlogBatch batch)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{batch.File}:{batch.StartOffset}-{batch.EndOffset} {batch.Kind} {batch.Transaction?.Gtid}");
        if (batch.Kind == BinlogEventKind.Query)
            text.Append(' ').Append(batch.QueryText);
        if (batch.Kind != BinlogEventKind.Rows)
            return text.ToString();
        text.Append(CultureInfo.InvariantCulture, $" {batch.Operation} {batch.Table.Schema}.{batch.Table.Name}");
        foreach (var change in batch.Rows)
        {
            if (change.HasBefore)
                text.Append(CultureInfo.InvariantCulture, $" {change.Before.GetInt64(0)}>");
            if (change.HasAfter)
                text.Append(CultureInfo.InvariantCulture, $" {change.After.GetInt64(0)}:{(change.After.IsNull(1) ? "NULL" : change.After.GetBytes(1).Length)}");
        }
        return text.ToString();
    }
}
