using CdcToSnowflake.Emulator.Execution;
using DuckDB.NET.Data;

namespace CdcToSnowflake.Emulator.Tests.Execution;

/// <summary>A text that runs ends when its token is cancelled, whenever that comes.</summary>
public sealed class InterruptionTests
{
    private const string Long = "SELECT count(*) FROM range(3000000) a(i), range(3000000) b(j) WHERE a.i + b.j = -1";

    // DuckDB forgets an interrupt that comes before it begins to run, which is while it prepares: of 40 moments some fall there.
    [Fact]
    public void Query_CancelledAtAnyMoment_Ends()
    {
        using var duck = new DuckSession("DataSource=:memory:");
        for (var i = 0; i < 40; i++)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromTicks(i * 2_500));
            Assert.ThrowsAny<OperationCanceledException>(() => duck.Query(Long, stop.Token));
        }

        using var rows = duck.Query("SELECT 7");
        Assert.True(rows.Read()); // none was left to strike the next text
    }

    [Fact]
    public async Task Interrupt_BeforeTheTextBegins_IsSentAgainUntilItEnds()
    {
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = Long;
        using var interruption = new Interruption(command, new CancellationToken(canceled: true));
        // So that the first has come, and is forgotten.
        await Task.Delay(50, TestContext.Current.CancellationToken);

        var running = Task.Run(command.ExecuteScalar, TestContext.Current.CancellationToken);
        var ended = await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));

        command.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Same(running, ended);
    }
}
