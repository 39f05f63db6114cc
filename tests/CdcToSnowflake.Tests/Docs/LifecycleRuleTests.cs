using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Tests.Capture;
using CdcToSnowflake.Tests.Capture.Snapshots;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>What the page of rights has a bucket's lifecycle take away isn't missed: requests that were answered aren't answered again, nor are tables read once more.</summary>
[Collection(MySqlCollection.Name)]
public sealed partial class LifecycleRuleTests(MySqlFixture mysql)
{
    private const string Schema = "lifecycle";

    private static readonly CaptureOptions Options = new() { Tables = [$"{Schema}.*"], Snapshot = new SnapshotOptions { RequestInterval = TimeSpan.FromSeconds(1) } };

    [Fact]
    public async Task WhatThePageTakesAway_IsNotMissed()
    {
        await mysql.WriteAsync(Schema, "CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 1), (2, 2), (3, 3);");
        var name = new TableName(Schema, "t");
        var store = new MemoryObjectStore();
        await using (var live = new LiveCapture(mysql.Server, Options, store))
        {
            await live.UntilCaughtUpAsync();
            await SnapshotMarks.AskAsync(store, "BRAND", name, "whole", default);
            var rows = await new RowRequestObjects(store, "BRAND").AskAsync(name, new AskedRows(AskedRows.Newest, ["id"], [["32"]]), default);
            await live.UntilAsync(() => new[] { SnapshotMarks.Initial, "whole", rows }.All(id => store.Keys.Contains($"BRAND/snapshots/done/{Schema}.t/{id}.json")));
            await live.StopAsync();
        }

        store["~alerts/default/00000000000000000001.json"] = Encoding.UTF8.GetBytes("{}");
        var read = (await CapturedRows.ReadAsync(store, "BRAND")).Rows.Count(row => (string)row["_OP"]! == "R");
        var kept = store.Keys.Count;
        foreach (var key in store.Keys.Where(key => Expired().Any(prefix => $"prod/{key}".StartsWith(prefix.Replace("BRAND_A", "BRAND", StringComparison.Ordinal), StringComparison.Ordinal))))
        {
            store.Remove(key);
        }

        Assert.Equal(kept - 3, store.Keys.Count); // two requests, and the alerts
        await mysql.Server.ExecuteAsync("INSERT INTO t VALUES (4, 4)", Schema);
        await using (var live = new LiveCapture(mysql.Server, Options, store))
        {
            await live.UntilCaughtUpAsync();
            await live.StopAsync();
        }

        var captured = await CapturedRows.ReadAsync(store, "BRAND");
        Assert.Equal(read, captured.Rows.Count(row => (string)row["_OP"]! == "R"));
        await MergedRows.AssertEqualAsync(mysql.Server, captured, Schema, "t", ["id"], "v");
    }

    // S3ObjectStore leaves to a rule what it can't abort itself.
    [Fact]
    public void ThePage_HasARuleForUploadsThatWereBrokenOff()
    {
        using var rules = Rules();
        var rule = Assert.Single(rules.RootElement.GetProperty("Rules").EnumerateArray(), rule => rule.TryGetProperty("AbortIncompleteMultipartUpload", out _));
        Assert.Equal("prod/", rule.GetProperty("Filter").GetProperty("Prefix").GetString());
        Assert.InRange(rule.GetProperty("AbortIncompleteMultipartUpload").GetProperty("DaysAfterInitiation").GetInt32(), 1, 7);
    }

    private static JsonDocument Rules() => JsonDocument.Parse(Block().Match(File.ReadAllText(Path.Combine(DocPage.Folder, "iam.md"))).Groups["json"].Value);

    private static List<string> Expired()
    {
        using var rules = Rules();
        return [.. rules.RootElement.GetProperty("Rules").EnumerateArray().Where(rule => rule.TryGetProperty("Expiration", out _)).Select(rule => rule.GetProperty("Filter").GetProperty("Prefix").GetString()!)];
    }

    [GeneratedRegex("<!-- lifecycle -->\n```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
