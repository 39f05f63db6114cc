using System.IO.Compression;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Throughput.Captured;

/// <summary>Binlog files captured into a folder, beside what a plain .NET program does with them, in turns in one process.</summary>
internal static class CaptureCommand
{
    public static async Task<string> RunAsync(string[] args)
    {
        var files = args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToArray();
        var arguments = new Arguments(args.AsSpan(files.Length));
        var format = Format(arguments.Text("--format") ?? "parquet");
        var level = Level(arguments.Text("--level") ?? "fastest");
        var repeat = arguments.Count("--repeat", 3);
        arguments.ThrowIfLeftOver();
        if (files.Length == 0)
        {
            throw new UsageException("Name the binlog files to capture.");
        }

        foreach (var file in files.Where(file => !File.Exists(file)))
        {
            throw new UsageException($"{file} is not there.");
        }

        var capture = new SdkCapture(files, format, level);
        var plain = new PlainCapture(files, level);
        var ours = new List<CapturePass> { await CapturePass.MeasureAsync(capture.RunAsync).ConfigureAwait(false), await CapturePass.MeasureAsync(capture.RunAsync).ConfigureAwait(false) };
        // Before the plain one, which isn't bounded, has run in this process.
        var peak = CapturePass.PeakBytes;
        var theirs = new List<CapturePass> { await PlainAsync(plain).ConfigureAwait(false) };
        ours.Clear();
        theirs.Clear();
        for (var i = 0; i < repeat; i++)
        {
            theirs.Add(await CapturePass.MeasureAsync(plain.RunAsync).ConfigureAwait(false));
            ours.Add(await CapturePass.MeasureAsync(capture.RunAsync).ConfigureAwait(false));
        }

        return CaptureReport.Line(format, level, ours, theirs, peak);
    }

    // The first pass: what it can't read it would not be compared on.
    private static async Task<CapturePass> PlainAsync(PlainCapture plain)
    {
        const string Reads = "The plain program that capture is compared with reads what MySQL 8 and later write, uncompressed and with checksums.";
        try
        {
            var pass = await CapturePass.MeasureAsync(plain.RunAsync).ConfigureAwait(false);
            return pass.Rows > 0 ? pass : throw new UsageException($"{Reads} It found no row in these files.");
        }
        catch (NotSupportedException e)
        {
            throw new UsageException($"{Reads} In these files it met what it doesn't know: {e.Message}");
        }
    }

    private static FileFormat Format(string name) => name switch
    {
        "parquet" => FileFormat.Parquet,
        "ndjson" => FileFormat.NdjsonGzip,
        "csv" => FileFormat.CsvGzip,
        _ => throw new UsageException($"--format is parquet, ndjson or csv, not '{name}'."),
    };

    private static CompressionLevel Level(string name) => name switch
    {
        "fastest" => CompressionLevel.Fastest,
        "optimal" => CompressionLevel.Optimal,
        "smallest" => CompressionLevel.SmallestSize,
        _ => throw new UsageException($"--level is fastest, optimal or smallest, not '{name}'."),
    };
}
