using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

/// <summary>A source that waits with each COMMIT until the reader has acknowledged it; what it waits for is the server's own word.</summary>
public abstract class SemiSyncContract(DatabaseServer server)
{
    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Loads what semi-synchronous replication needs, and leaves it off.</summary>
    protected abstract Task PrepareAsync();

    /// <summary>master or source.</summary>
    protected abstract string Role { get; }

    [Theory]
    [InlineData(true, BinlogTlsMode.Disabled)]
    [InlineData(false, BinlogTlsMode.Preferred)] // encrypted where the server has a certificate
    public async Task Acknowledge_SourceThatWaits_LetsTheCommitReturnAlsoAfterReconnections(bool byGtid, BinlogTlsMode mode)
    {
        await PrepareAsync();
        await server.ExecuteAsync("DROP DATABASE IF EXISTS semi; CREATE DATABASE semi; CREATE TABLE semi.t (id INT PRIMARY KEY)");
        await using var proxy = new FaultProxy(server.Host, server.Port);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString) with
        {
            Port = proxy.Port,
            SemiSync = true,
            TlsMode = mode,
            HeartbeatPeriod = TimeSpan.FromSeconds(1),
        });
        var start = await client.GetCurrentPositionAsync(Cancelled);
        await using var reading = new BackgroundReading(client, byGtid ? start : start with { GtidSet = null });
        await WaitUntilAsync(async () => await reading.HasHeartbeatSinceAsync(client) && await ScalarAsync($"SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_{Role}_clients'", 1) == "1");
        await server.ExecuteAsync($"SET GLOBAL rpl_semi_sync_{Role}_timeout = 600000; SET GLOBAL rpl_semi_sync_{Role}_enabled = ON");
        try
        {
            for (var i = 1; i <= 2; i++)
            {
                var commit = server.ExecuteAsync($"INSERT INTO semi.t VALUES ({i})");
                var position = await reading.NextCommitAsync();
                await WaitUntilAsync(IsWaitingAsync);
                Assert.False(commit.IsCompleted);

                if (i > 1)
                {
                    var before = client.Reconnects;
                    proxy.Cut();
                    await WaitUntilAsync(async () => client.Reconnects > before && await reading.HasHeartbeatSinceAsync(client));
                    Assert.True(await IsWaitingAsync(), "The reconnection was taken for the acknowledgement.");
                }

                client.Acknowledge(position);
                await commit.WaitAsync(Cancelled);
                Assert.Equal(position, client.AcknowledgedPosition);
            }
            Assert.Equal("0", await ScalarAsync($"SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_{Role}_no_tx'", 1));
        }
        finally
        {
            await server.ExecuteAsync($"SET GLOBAL rpl_semi_sync_{Role}_enabled = OFF");
        }
        await server.ExecuteAsync("CREATE DATABASE semi_end; DROP DATABASE semi_end");

        Assert.Equal(["Insert semi.t 1", "Insert semi.t 2"], await reading.RowsUntilAsync("CREATE DATABASE semi_end"));
    }

    private async Task<bool> IsWaitingAsync() =>
        Convert.ToInt64(await ScalarAsync("SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE 'Waiting for semi-sync ACK%' AND info LIKE 'INSERT%'"), null) == 1;

    private async Task<string?> ScalarAsync(string sql, int column = 0)
    {
        await using var connection = await server.OpenAsync(cancellationToken: Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        return await reader.ReadAsync(Cancelled) ? reader.GetValue(column).ToString() : null;
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Delay(20, Cancelled);
    }
}
