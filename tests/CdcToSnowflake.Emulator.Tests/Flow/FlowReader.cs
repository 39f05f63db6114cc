using System.Globalization;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>Reads RAW again and again beside whatever else is going on: at every moment each table is the source's at the watermark that the same statement sees.</summary>
internal sealed class FlowReader : IAsyncDisposable
{
    // Leaves the processor to what it watches.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    public FlowReader(SnowflakeEmulator emulator, IReadOnlyList<RandomSource> sources) => _reading = Task.Run(() => Read(emulator, sources));

    /// <summary>Ends the reading, and fails if it ever saw something else.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private void Read(SnowflakeEmulator emulator, IReadOnlyList<RandomSource> sources)
    {
        using var sql = emulator.OpenConnection();
        do
        {
            foreach (var source in sources)
            {
                for (var table = 0; table < source.StateAfter(0).Count; table++)
                {
                    IsAStateOfTheSource(source, table, sql);
                }
            }
        }
        while (!_stop.Token.WaitHandle.WaitOne(Pause));
    }

    private static void IsAStateOfTheSource(RandomSource source, int table, System.Data.Common.DbConnection sql)
    {
        var columns = source.StateAfter(0)[table].Columns;
        while (true)
        {
            // An empty table gives its watermark too, in a row that is not there.
            var rows = sql.Rows($"""
                SELECT w.cut, r.* FROM (SELECT COALESCE(MAX("MERGED_CUT"), 0) AS cut FROM {source.Brand}_DB.STG_SCHEMA.CDC_PROGRESS WHERE "NAME" = 'RAW') AS w
                LEFT JOIN (SELECT 1 AS there, {string.Join(", ", columns.Select(name => $"\"{name.ToUpperInvariant()}\""))} FROM {source.Brand}_DB.RAW_SCHEMA.{source.StateAfter(0)[table].Table}) AS r ON TRUE
                """);
            var merged = long.Parse(rows[0][..rows[0].IndexOf('|', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
            var state = source.StateAfter(merged)[table];
            if (columns.SequenceEqual(state.Columns))
            {
                var prefix = string.Create(CultureInfo.InvariantCulture, $"{merged}|1|");
                Assert.Equal(state.Rows, rows.Where(row => row.StartsWith(prefix, StringComparison.Ordinal)).Select(row => row[prefix.Length..]).Order(StringComparer.Ordinal));
                return;
            }

            columns = state.Columns;
        }
    }
}
