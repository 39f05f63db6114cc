using CdcToSnowflake.Throughput.Boxed;
using CdcToSnowflake.Throughput.Columns;

namespace CdcToSnowflake.Throughput;

/// <summary>Our reader into column builders beside a plain reader of boxed rows, in turns in one process.</summary>
internal static class CompareCommand
{
    public static string Run(string path, Arguments arguments)
    {
        var repeat = arguments.Count("--repeat", 7);
        var jsonAsText = !arguments.IsFirst("--json", "binary", "text");
        arguments.ThrowIfLeftOver();
        var image = BinlogImage.Load(path);
        var sink = new ColumnSink(jsonAsText);
        var reader = new BoxedReader(jsonAsText);
        DecodeCommand.WarmUp(() => image.Read(sink, verifyChecksums: true));
        DecodeCommand.WarmUp(() => reader.Read(image.Bytes));
        var (ours, boxed) = (new List<Pass>(), new List<Pass>());
        for (var i = 0; i < repeat; i++)
        {
            boxed.Add(Pass.Measure(() => reader.Read(image.Bytes)));
            ours.Add(Pass.Measure(() => image.Read(sink, verifyChecksums: true)));
        }

        return Report.Line(ours, boxed, jsonAsText);
    }
}
