using CdcToSnowflake.Emulator.Catalog;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Streams;

/// <summary>A stream that went stale by the clock alone, with nobody who consumes it or alters its table.</summary>
public sealed class StreamExpiryTests
{
    [Fact]
    public async Task StaleByTheClock_ChangesThatNoStreamWillShow_AreForgotten()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = clock });
        using var sql = emulator.OpenIn();
        sql.Run("CREATE TABLE t (a NUMBER(5,0)); CREATE STREAM s ON TABLE t; INSERT INTO t VALUES (1)");
        clock.Advance(TimeSpan.FromDays(13));
        await emulator.StepAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, Kept(emulator));

        clock.Advance(TimeSpan.FromDays(2));
        await emulator.StepAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, Kept(emulator));
        Assert.Contains("stale", sql.Fails("SELECT * FROM s").Message, StringComparison.OrdinalIgnoreCase);
    }

    private static long Kept(SnowflakeEmulator emulator)
    {
        using var session = emulator.OpenSession();
        using var rows = session.Duck.Query($"SELECT count(*) FROM {PhysicalTable.Log(session.Catalog.OfType<TableObject>().Single(table => table.Name == "T").Id)}");
        Assert.True(rows.Read());
        return rows.GetInt64(0);
    }
}
