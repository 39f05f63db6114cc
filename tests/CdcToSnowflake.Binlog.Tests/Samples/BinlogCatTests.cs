using System.Diagnostics;
using System.Text.Json.Nodes;
using CdcToSnowflake.Binlog.Tests.Corpus;

namespace CdcToSnowflake.Binlog.Tests.Samples;

/// <summary>The BinlogCat program as a user runs it.</summary>
public sealed class BinlogCatTests : IDisposable
{
    /// <summary>The first row of Corpus/mysql.sql, by hand from the statement.</summary>
    private const string FirstRow = """
        {"id":18446744073709551615,"i8":-128,"u8":255,"i24":-8388608,"u24":16777215,"i":-2147483648,"u":4294967295,"b":-9223372036854775808,"d":"-1234.50",
        "d2":"12345678901234567890123456789012345.000000000000000000000000000001","f":1.1,"g":1.1E+300,"bt":341,"y":2024,"t0":"-838:59:59","t6":"-00:00:00.000001",
        "t2":"-00:00:00.01","dt":"2024-02-29 23:59:59.999","ts":"2024-02-29 23:59:59.999999Z","da":"2024-02-29","c":"héé","v":"ÿ€","tx":"text😀","bin":"AQIAAA==","vb":"AP8=",
        "bl":"3g==","e":"yé","s":"a,c","j":{"a": [1, 2.5, "x\ny", null, true, 1e20, 123456789012345], "b": {"c": 0.1, "d": 100.0}},
        "ge":"AAAAAAEBAAAAAAAAAAAA8D8AAAAAAAAAQA==","ve":"AACAPwAAAEAAAEBA"}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("binlog-cat-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("mysql.binlog")]
    [InlineData("mysql-compressed.binlog")]
    public async Task Run_MySqlFile_PrintsEachChange(string name)
    {
        var (lines, error, exitCode) = await RunAsync(CorpusFiles.PathOf(name));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(["I", "I", "U", "D", "I", "I", "U", "U", "D", "I"], lines.Select(l => (string)l["op"]!));
        Assert.Equal(["a", "a", "a", "a", "l", "l", "l", "l", "l", "l"], lines.Select(l => (string)l["table"]!));
        Assert.All(lines, l => Assert.Equal(["op", "schema", "table", "file", "pos", "gtid", "ts", "before", "after"], l.Select(p => p.Key)));
        Assert.All(lines, l => Assert.Equal((name, "corpus"), ((string)l["file"]!, (string)l["schema"]!)));
        Assert.All(lines, l => Assert.Equal(((string)l["op"]! != "I", (string)l["op"]! != "D"), (l["before"] is not null, l["after"] is not null)));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(FirstRow), lines[0]["after"]), lines[0]["after"]!.ToJsonString());
        Assert.Equal("18446744073709551615", lines[0]["after"]!["id"]!.ToJsonString());
        Assert.All(lines[1]["after"]!.AsObject().Skip(1), p => Assert.Null(p.Value));
        Assert.Equal(("あ", "é"), ((string)lines[4]["after"]!["v"]!, (string)lines[4]["after"]!["w"]!));
    }

    [Fact]
    public async Task Run_MinimalMetadataAndImage_PrintsNumberedColumnsThatAreThere()
    {
        var (lines, _, exitCode) = await RunAsync(CorpusFiles.PathOf("mysql-minimal.binlog"));

        Assert.Equal(0, exitCode);
        Assert.Equal(["@1", "@6", "@17"], lines[2]["before"]!.AsObject().Concat(lines[2]["after"]!.AsObject()).Select(p => p.Key));
        Assert.Equal("""{"@6":5,"@17":"00:00:01.50"}""", lines[2]["after"]!.ToJsonString());
    }

    [Fact]
    public async Task Run_PartialJsonUpdates_PrintsWholeDocumentsOrElseTheOperations()
    {
        var (lines, _, exitCode) = await RunAsync(CorpusFiles.PathOf("mysql-partial.binlog"));

        Assert.Equal((0, 5), (exitCode, lines.Count));
        var pad = new string('x', 200);
        Assert.True(JsonNode.DeepEquals(lines[1]["before"]!["j"], lines[0]["after"]!["j"]));
        AssertJson($$"""{"a":"two","é":"e","arr":[1,{"n":[1,70000]},{"x":"y"}],"new":true,"pad":"{{pad}}","q\"uote":2.5}""", lines[1]["after"]!["j"]);
        AssertJson($"""["{new string('z', 200)}",70000]""", lines[1]["after"]!["k"]);
        AssertJson($$"""{"a":"two","é":15000000000.0,"arr":[1,{"n":[1,70000]},null],"new":true,"pad":"{{pad}}"}""", lines[2]["after"]!["j"]);
        Assert.Equal(("[1]", "w"), (lines[2]["after"]!["m"]!.ToJsonString(), (string)lines[2]["after"]!["v"]!));
        Assert.All(lines.Take(3), l => Assert.False(l.ContainsKey("diffs")));

        AssertJson("{}", lines[3]["after"]);
        AssertJson("""{"j":[{"op":"replace","path":"$.arr[0]","value":"first"},{"op":"replace","path":"$.é","value":-1}],"k":[{"op":"replace","path":"$[last]","value":5}]}""", lines[3]["diffs"]);
    }

    private static void AssertJson(string expected, JsonNode? actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual?.ToJsonString());

    [Fact]
    public async Task Run_MariaDbFiles_PrintsBothInOrder()
    {
        var (lines, error, exitCode) = await RunAsync(CorpusFiles.PathOf("mariadb.binlog"), CorpusFiles.PathOf("mariadb-compressed.binlog"));

        Assert.Equal((0, "", 20), (exitCode, error, lines.Count));
        Assert.True(JsonNode.DeepEquals(lines[0]["after"], lines[10]["after"]));
        Assert.Equal("123e4567e89b12d3a456426614174000", Convert.ToHexStringLower(Convert.FromBase64String((string)lines[0]["after"]!["uu"]!)));
        Assert.Matches("^0-\\d+-\\d+$", (string)lines[0]["gtid"]!);
    }

    [Fact]
    public async Task Run_CorruptFile_PrintsWhatIsWholeThenOneLineAndExitsWith1()
    {
        var bytes = File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog"));
        var path = Path.Combine(_folder, "cut.binlog");
        File.WriteAllBytes(path, bytes[..^700]);

        var (lines, error, exitCode) = await RunAsync(path);

        Assert.Equal(1, exitCode);
        Assert.InRange(lines.Count, 4, 9);
        Assert.Matches("^BinlogCat: cut\\.binlog at \\d+: [^\\n]+\\n$", error);
    }

    [Fact]
    public async Task Run_MissingFile_OneLineAndExitsWith1()
    {
        var (lines, error, exitCode) = await RunAsync(Path.Combine(_folder, "missing.binlog"));

        Assert.Equal((1, 0), (exitCode, lines.Count));
        Assert.Matches("^BinlogCat: [^\\n]*missing\\.binlog[^\\n]*\\n$", error);
    }

    [Fact]
    public async Task Run_NoOrWrongArguments_ExitsWith2()
    {
        var (_, usage, none) = await RunAsync();
        Assert.Equal(2, none);
        Assert.StartsWith("usage: BinlogCat [--follow] FILE", usage, StringComparison.Ordinal);

        var (_, error, wrong) = await RunAsync("--tables", "x");
        Assert.Equal((2, "BinlogCat: unknown option --tables\n"), (wrong, error));
        foreach (var arguments in new[] { "--source", "--source Server=x;Nonsense=1", "- other", "--follow -", "--follow", "--source Server=x file" })
        {
            var (_, message, exitCode) = await RunAsync(arguments.Split(' '));
            Assert.Equal(2, exitCode);
            Assert.Matches("^BinlogCat: [^\\n]+\\n$", message);
        }
    }

    [Fact]
    public async Task Run_StandardInput_PrintsTheSameAsTheFile()
    {
        var path = CorpusFiles.PathOf("mysql.binlog");
        var (fromFile, _, _) = await RunAsync(path);
        using var process = Start("-");
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(File.ReadAllBytes(path));
        process.StandardInput.Close();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        var lines = Parsed(await output);
        Assert.Equal(10, lines.Count);
        Assert.All(lines, l => Assert.Equal("-", (string)l["file"]!));
        Assert.All(lines.Zip(fromFile), pair => Assert.True(JsonNode.DeepEquals(pair.First["after"], pair.Second["after"])));
    }

    [Fact]
    public async Task Run_Follow_PrintsWhatIsWrittenLaterAndEndsWellWithCtrlC()
    {
        var bytes = File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog"));
        var path = Path.Combine(_folder, "binlog.000001");
        File.WriteAllBytes(path, bytes[..3000]);
        using var process = Start("--follow", path);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var ended = patience.Token.Register(process.Kill);
        var seen = new List<string>();
        while (seen.Count < 10)
        {
            seen.Add(await process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException($"It ended: {await process.StandardError.ReadToEndAsync(patience.Token)}"));
            if (seen.Count == 1)
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                file.Write(bytes.AsSpan(3000));
            }
        }

        using (var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            await interrupt.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("IIUDIIUUDI", string.Concat(seen.Select(l => (string)JsonNode.Parse(l)!["op"]!)));
    }

    private static async Task<(List<JsonObject> Lines, string Error, int ExitCode)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (Parsed(output), await error, process.ExitCode);
    }

    private static List<JsonObject> Parsed(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject())];

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "BinlogCat.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
