using CdcToSnowflake.Emulator.Server.Http;

namespace CdcToSnowflake.Emulator.Tests.Server.Http;

/// <summary>What is disposed of ends, whatever it is at.</summary>
public sealed class ServerEndTests
{
    /// <summary>A listener drains its queue before it says that it is closed, and who asks it in between is never answered. It takes a thread that is put aside at the wrong moment, so many close at once.</summary>
    [Fact]
    public async Task DisposeAsync_ManyServersAtOnce_End()
    {
        await using var emulator = new SnowflakeEmulator();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 200),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken },
            async (_, cancellationToken) => await SnowflakeEmulatorServer.Start(emulator).DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1), cancellationToken));
    }

    [Fact]
    public async Task Dispose_EmulatorWhoseWorkIsIdle_EndsTheWork()
    {
        var emulator = new SnowflakeEmulator();
        var running = emulator.RunAsync(TestContext.Current.CancellationToken);
        await emulator.DrainAsync(TestContext.Current.CancellationToken);
        await emulator.DisposeAsync();
        await running.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}
