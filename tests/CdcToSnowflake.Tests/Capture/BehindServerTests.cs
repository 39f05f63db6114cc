using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>A server that took over and hasn't executed yet what was read of the one before.</summary>
[Collection(MySqlCollection.Name)]
public sealed class BehindServerTests(MySqlFixture mysql)
{
    private const string Schema = "behind";

    // Read now, its tables would be older than what is written, and its logs would come twice.
    [Fact]
    public async Task Run_LostLogReadsTablesAgain_NotWhileTheServerIsBehind()
    {
        var files = await mysql.WriteAsync(Schema, "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1);");
        var store = new MemoryObjectStore();
        var options = new CaptureOptions { Tables = [$"{Schema}.*"], LostLog = LostLog.ReadTablesAgain };
        await new BrandCapture("BRAND", new BinlogFileReader(files), store, options).RunAsync();

        await Assert.ThrowsAsync<BinlogPositionException>(() => new BrandCapture("BRAND", new BehindReader(), store, options, snapshots: new MySqlSnapshotSource(mysql.Server.ConnectionString)).RunAsync());
        Assert.Single((await CapturedRows.ReadAsync(store, "BRAND")).Cuts);
    }

    private sealed class BehindReader : IBinlogReader
    {
        public async IAsyncEnumerable<BinlogBatch> ReadAsync(BinlogPosition? from = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var batch in Array.Empty<BinlogBatch>())
            {
                yield return batch;
            }

            throw new BinlogPositionException("It hasn't executed what was read already.") { IsPassing = true };
        }
    }
}
