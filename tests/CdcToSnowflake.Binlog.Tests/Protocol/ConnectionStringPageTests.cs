using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CdcToSnowflake.Binlog.Protocol;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>The page of options has each word of a source's connection string, with the values that it takes.</summary>
public sealed partial class ConnectionStringPageTests
{
    private static readonly IReadOnlyList<(string Word, string Range)> Rows = [.. Row().Matches(Section()).Select(row => (row.Groups["word"].Value, row.Groups["range"].Value))];

    [Fact]
    public void Words_AreAllOnThePage() => Assert.Equal(ConnectionString.Words, Rows.Select(row => row.Word));

    [Fact]
    public void Words_EachIsRead() => Assert.All(Rows, row => BinlogClientOptions.Parse($"User ID=u;{row.Word}={Sample(row.Range)}"));

    [Fact]
    public void Numbers_AreTakenWithinTheirRangeAlone() => Assert.All(Rows.Where(row => Numbers().IsMatch(row.Range)), row =>
    {
        var (least, most) = (Number("least"), Number("most"));
        BinlogClientOptions.Parse($"User ID=u;{row.Word}={least}");
        BinlogClientOptions.Parse($"User ID=u;{row.Word}={most}");
        Assert.Throws<ArgumentException>(() => BinlogClientOptions.Parse($"User ID=u;{row.Word}={least - 1}"));
        Assert.Throws<ArgumentException>(() => BinlogClientOptions.Parse($"User ID=u;{row.Word}={most + 1}"));

        long Number(string end) => long.Parse(Numbers().Match(row.Range).Groups[end].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    });

    [Fact]
    public void SslMode_HasEachOfItsValues() =>
        Assert.Equal(string.Join(", ", Enum.GetNames<BinlogTlsMode>().Select(name => $"`{name}`")), Rows.Single(row => row.Word == "SslMode").Range);

    private static string Sample(string range) =>
        Numbers().Match(range) is { Success: true } numbers ? numbers.Groups["least"].Value
        : range.StartsWith('`') ? range[1..range.IndexOf('`', 1)]
        : "something";

    private static string Section([CallerFilePath] string path = "")
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "samples", "docs", "options.md")).ReplaceLineEndings("\n");
        var from = page.IndexOf("\n## Words of a source's connection string\n", StringComparison.Ordinal);
        return page[from..page.IndexOf("\n## ", from + 1, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^\| `(?<word>[^`]+)` \| [^|]*\| ?(?<range>[^|]*?) ?\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^(?<least>\d[\d,]*) to (?<most>\d[\d,]*)$")]
    private static partial Regex Numbers();
}
