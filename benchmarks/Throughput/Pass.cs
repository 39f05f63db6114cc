using System.Diagnostics;

namespace CdcToSnowflake.Throughput;

/// <summary>What one reading of the whole input did and took.</summary>
/// <param name="Bytes">The binlog's bytes.</param>
/// <param name="Events">All of its events, those inside compressed transactions too.</param>
/// <param name="Rows">Row changes.</param>
/// <param name="Checksum">The hash of all values.</param>
internal sealed record Pass(long Bytes, long Events, long Rows, ulong Checksum)
{
    public double Seconds { get; private init; }

    /// <summary>Processor time of the whole process: on a busy machine it says more than the clock.</summary>
    public double CpuSeconds { get; private init; }

    /// <summary>Bytes that the process allocated.</summary>
    public long Allocated { get; private init; }

    public static Pass Measure(Func<Pass> read) => MeasureAsync(() => Task.FromResult(read())).GetAwaiter().GetResult();

    public static async Task<Pass> MeasureAsync(Func<Task<Pass>> read)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var pass = await read().ConfigureAwait(false);
        return pass with
        {
            Seconds = clock.Elapsed.TotalSeconds,
            CpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            Allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated,
        };
    }
}
