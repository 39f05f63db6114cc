using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Hosting.Standby;
using CdcToSnowflake.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcToSnowflake.Tests.Hosting.Standby;

/// <summary>A process that, while it holds the term, commits a cut every ten seconds, as a capture does: from the last manifest on, and anew after a lost race.</summary>
internal sealed class CommittingProcess : IAsyncDisposable
{
    public const string Brand = "BRAND";

    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly string _writer;
    private readonly TimeProvider _time;
    private readonly Random _ends;

    // The work's clock is another than the process's own, which is for its signs of life.
    public CommittingProcess(string writer, IObjectStore shared, StandbyOptions options, TimeProvider time, int seed = 0)
    {
        (_writer, _time, _ends) = (writer, time, new Random(seed));
        Store = new ProcessStore(shared);
        Running = new Leadership(Store, options, [Brand], Clock, NullLogger.Instance).RunAsync((_, cancellationToken) => WorkAsync(cancellationToken), _stop.Token);
    }

    public ProcessStore Store { get; }

    public CountingClock Clock { get; } = new();

    public Task Running { get; }

    public bool IsWorking { get; private set; }

    public int LostRaces { get; private set; }

    /// <summary>Ends it as kill -9 does: nothing more reaches the store, no term is released.</summary>
    public async Task KillAsync()
    {
        Store.IsCutOff = true;
        Store.GoOn();
        await StopAsync();
    }

    public async Task StopAsync()
    {
        Store.GoOn();
        await _stop.CancelAsync();
        await Task.WhenAny(Running).WaitAsync(LongestEnd); // whatever it throws
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        IsWorking = true;
        try
        {
            while (true)
            {
                try
                {
                    await CommitAsync(cancellationToken);
                }
                catch (CutConflictException)
                {
                    LostRaces++;
                }
                catch (StorageException)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), _time, cancellationToken);
                }
            }
        }
        finally
        {
            IsWorking = false;
        }
    }

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        var log = new ManifestLog(Store, Brand);
        var last = await log.FindLastAsync(cancellationToken);
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(10), _time, cancellationToken);
            var number = (last?.Cut ?? 0) + 1;
            var next = new CutManifest
            {
                Cut = number,
                Writer = _writer,
                Brand = Brand,
                From = last?.To,
                // Each writer ends its cuts elsewhere, as captures do: whoever went on after a cut of its own that another one took the place of would leave a gap.
                To = new BinlogPosition("binlog.000001", (last?.To.Offset ?? 0) + _ends.Next(1, 10_000)),
                CommittedAt = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            };
            // Not cancelled: the write of a process that has lost its term may be on its way already.
            await log.CommitAsync(next, CancellationToken.None);
            last = next;
        }
    }
}
