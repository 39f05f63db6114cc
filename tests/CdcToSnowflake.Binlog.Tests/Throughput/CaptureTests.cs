using System.Runtime.CompilerServices;
using System.Text.Json;
using CdcToSnowflake.Binlog.Tests.Corpus;
using CdcToSnowflake.Throughput;
using CdcToSnowflake.Throughput.Captured;

namespace CdcToSnowflake.Binlog.Tests.Throughput;

/// <summary>What <c>Throughput capture</c> prints, and that it compares nothing with a program that read less.</summary>
public sealed class CaptureTests
{
    // Of the recorded restaurants, since the corpus' files are too small for a rate.
    private static readonly string Recorded = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "samples", "Quickstart", "Data", "brand_a", "binlog.000001");

    [Theory]
    [InlineData("ndjson", "NdjsonGzip")]
    [InlineData("csv", "CsvGzip")]
    [InlineData("parquet", "Parquet")]
    public async Task Run_Capture_PrintsOneJsonLine(string format, string printed)
    {
        var line = await CaptureCommand.RunAsync([Recorded, "--format", format, "--repeat", "1"]);

        Assert.DoesNotContain('\n', line);
        var values = JsonDocument.Parse(line).RootElement;
        Assert.Equal(printed, values.GetProperty("format").GetString());
        Assert.Equal(7_666, values.GetProperty("rows").GetInt64());
        Assert.All(
            ["mb_per_s", "rows_per_s", "rows_per_cpu_s", "bytes_written", "peak_mib", "plain_mb_per_s", "plain_rows_per_s", "plain_bytes_written", "ratio", "ratio_cpu"],
            name => Assert.True(values.GetProperty(name).GetDouble() > 0, $"{name}: {line}"));
    }

    [Theory]
    [InlineData("mariadb.binlog")] // whose rows have events of another kind
    [InlineData("mysql-compressed.binlog")]
    public async Task Run_PlainProgramCannotReadTheFile_SaysSoInsteadOfARatio(string file)
    {
        var error = await Assert.ThrowsAsync<UsageException>(() => CaptureCommand.RunAsync([CorpusFiles.PathOf(file), "--format", "ndjson", "--repeat", "1"]));

        Assert.Contains("MySQL 8", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format", "xml")]
    [InlineData("--level", "fast")]
    [InlineData("--repeat", "0")]
    [InlineData("--fast", "yes")]
    public async Task Run_BadArguments_SaysWhichInOneLine(params string[] arguments)
    {
        var error = await Assert.ThrowsAsync<UsageException>(() => CaptureCommand.RunAsync([CorpusFiles.PathOf("mysql.binlog"), .. arguments]));

        Assert.Contains(arguments[0], error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
