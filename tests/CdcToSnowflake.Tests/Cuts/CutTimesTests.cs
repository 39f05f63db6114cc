using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Cuts;

/// <summary>The times that a manifest says, of which the parts of a lag are made.</summary>
public sealed class CutTimesTests
{
    [Fact]
    public async Task Commit_UploadThatTakesSevenSeconds_IsBetweenTheCutsEndAndItsManifest()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(10));
        var store = new MemoryObjectStore { BeforeWrite = (_, key) => clock.Advance(TimeSpan.FromSeconds(key.EndsWith(".parquet", StringComparison.Ordinal) ? 7 : 100)) };
        var log = new ManifestLog(store, "B");
        using var cut = new CutWriter(store, log, "B", () => "me", new CutOptions { ZeroDates = new ZeroDatePolicy(ZeroDates.Null) }, clock);
        var table = new SourceTable("s", "t", [new SourceColumn("id", new SourceType(SourceKind.Int), false)], ["id"]);
        cut.AppendTruncate(new CutTarget(table, CutTarget.NoLabels(table)), 4_000_000);

        await (await cut.SealAsync(new BinlogPosition("f", 4), null, UnsettledTables.None, default)).CommitAsync(default);

        var manifest = (await log.FindLastAsync(default))!;
        Assert.Equal((4_000_000L, 10_000_000L, 17_000_000L), (manifest.LastCommitAt, manifest.ClosedAt, manifest.CommittedAt));
    }
}
