namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>Reads RAW again and again beside whatever else is going on: at every moment each table is the source's at the watermark that the same statement sees.</summary>
internal sealed class FlowReader : IAsyncDisposable
{
    // Leaves the processor to what it watches.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    public FlowReader(SnowflakeEmulator emulator, RandomPlan plan, IReadOnlyList<RandomSource> sources) => _reading = Task.Run(() => Read(emulator, plan, sources));

    /// <summary>Ends the reading, and fails if it ever saw something else.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private void Read(SnowflakeEmulator emulator, RandomPlan plan, IReadOnlyList<RandomSource> sources)
    {
        using var sql = emulator.OpenConnection();
        do
        {
            foreach (var source in sources)
            {
                for (var table = 0; table < source.Tables.Count; table++)
                {
                    IsAStateOfTheSource(source, plan, table, sql);
                }
            }
        }
        while (!_stop.Token.WaitHandle.WaitOne(Pause));
    }

    private static void IsAStateOfTheSource(RandomSource source, RandomPlan plan, int table, System.Data.Common.DbConnection sql)
    {
        // The source's newest columns, which RAW has before the first cut of them.
        var newest = source.StateAfter(source.Cuts)[table];
        var (merged, rows) = new FlowTable(plan, source.Brand, newest, "RAW").RowsAtWatermark(sql);
        var state = source.StateAfter(merged)[table];
        if (state.Columns.Count <= newest.Columns.Count)
        {
            Assert.Equal(state.Lines(plan), state.Lines(plan, rows));
        }
    }
}
