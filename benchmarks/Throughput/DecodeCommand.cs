using System.Diagnostics;
using CdcToSnowflake.Throughput.Columns;

namespace CdcToSnowflake.Throughput;

/// <summary>How fast a file in memory is decoded.</summary>
internal static class DecodeCommand
{
    public static string Run(string path, Arguments arguments)
    {
        var repeat = arguments.Count("--repeat", 5);
        var verifyChecksums = arguments.IsFirst("--crc", "on", "off");
        var jsonAsText = !arguments.IsFirst("--json", "binary", "text");
        arguments.ThrowIfLeftOver();
        var image = BinlogImage.Load(path);
        var sink = new ColumnSink(jsonAsText);
        WarmUp(() => image.Read(sink, verifyChecksums));
        var passes = new List<Pass>();
        for (var i = 0; i < repeat; i++)
        {
            passes.Add(Pass.Measure(() => image.Read(sink, verifyChecksums)));
        }

        return Report.Line(passes);
    }

    /// <summary>Reads until the just-in-time compiler has seen enough: it compiles again, with what it has learned, after thirty calls and a tenth of a second without new code.</summary>
    public static void WarmUp(Func<Pass> read)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 3 || (i < 200 && clock.ElapsedMilliseconds < 1500); i++)
        {
            read();
        }
    }
}
