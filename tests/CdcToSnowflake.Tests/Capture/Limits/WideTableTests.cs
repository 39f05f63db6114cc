using System.Globalization;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Capture.Snapshots;
using CdcToSnowflake.Tests.Servers;

namespace CdcToSnowflake.Tests.Capture.Limits;

/// <summary>As many columns as InnoDB takes.</summary>
[Collection(MySqlCollection.Name)]
public sealed class WideTableTests(MySqlFixture mysql)
{
    private const string Schema = "wide_table";

    // With the key InnoDB's 1,017.
    private const int Columns = 1_016;

    [Theory]
    [InlineData(FileFormat.Parquet)]
    [InlineData(FileFormat.NdjsonGzip)]
    [InlineData(FileFormat.CsvGzip)]
    public async Task Run_TableOfAThousandColumns_EveryValueFromTheSnapshotAndTheLog(FileFormat format)
    {
        string List(Func<int, string> column) => string.Join(", ", Enumerable.Range(1, Columns).Select(column));
        await mysql.Server.ExecuteAsync(
            $"DROP DATABASE IF EXISTS {Schema}; CREATE DATABASE {Schema}; USE {Schema}; CREATE TABLE t (id INT PRIMARY KEY, {List(i => $"column_{i} {(i % 3 == 0 ? "DECIMAL(9,2)" : i % 3 == 1 ? "VARCHAR(4) CHARACTER SET ascii" : "INT")}")});"
            + $"INSERT INTO t VALUES (1, {List(i => i % 7 == 0 ? "NULL" : $"{i}")})");
        await using var live = new LiveCapture(mysql.Server, new CaptureOptions { Tables = [$"{Schema}.*"], Format = format });
        await live.UntilCaughtUpAsync();
        await mysql.Server.ExecuteAsync($"INSERT INTO t VALUES (2, {List(i => $"{i + 1}")}); UPDATE t SET column_{Columns} = 5 WHERE id = 1", Schema);
        await live.UntilCaughtUpAsync();
        await live.StopAsync();

        var captured = (await CapturedRows.ReadAsync(live.Store, "BRAND")).Rows;
        Assert.Equal(["R 1", "I 2", "U 1"], captured.Select(row => $"{row["_OP"]} {row["id"]}"));
        for (var i = 1; i <= Columns; i++)
        {
            Assert.Equal(i % 7 == 0 ? "" : $"{i}", Text(captured[0], i));
            Assert.Equal($"{i + 1}", Text(captured[1], i));
            Assert.Equal(i == Columns ? "5" : i % 7 == 0 ? "" : $"{i}", Text(captured[2], i));
        }
    }

    // A DECIMAL has its declared digits after the point.
    private static string Text(Dictionary<string, object?> row, int column)
    {
        var text = Convert.ToString(row.GetValueOrDefault($"column_{column}"), CultureInfo.InvariantCulture)!;
        return column % 3 == 0 && text.EndsWith(".00", StringComparison.Ordinal) ? text[..^3] : text;
    }
}
