using System.Diagnostics;

namespace CdcToSnowflake.Throughput.Captured;

/// <summary>What one capture of the whole input did and took.</summary>
/// <param name="Bytes">The binlog's bytes.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="Written">Bytes of the files of rows.</param>
internal sealed record CapturePass(long Bytes, long Rows, long Written)
{
    public double Seconds { get; private init; }

    /// <summary>Processor time of the whole process.</summary>
    public double CpuSeconds { get; private init; }

    /// <summary>The most resident memory that the process has had.</summary>
    public static long PeakBytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }

    public static async Task<CapturePass> MeasureAsync(Func<Task<CapturePass>> capture)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var pass = await capture().ConfigureAwait(false);
        return pass with { Seconds = clock.Elapsed.TotalSeconds, CpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds };
    }
}
