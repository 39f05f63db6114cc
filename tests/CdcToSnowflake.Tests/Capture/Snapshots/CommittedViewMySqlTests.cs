using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>A server that had GTIDs once and writes without: the set that a position has of then says nothing of what was committed since.</summary>
public sealed class CommittedViewMySqlTests
{
    [Fact]
    public async Task OfPrimary_SetOfATimeBeforeTransactionsWithoutGtids_WaitsForThoseToo()
    {
        await using var server = await MySqlServer.StartAsync(new() { Arguments = ["--performance-schema=ON"] });
        await server.ExecuteAsync(
            "INSTALL PLUGIN rpl_semi_sync_source SONAME 'semisync_source.so'; CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); SET GLOBAL gtid_mode = ON_PERMISSIVE; SET GLOBAL gtid_mode = OFF_PERMISSIVE; "
            + "SET GLOBAL rpl_semi_sync_source_timeout = 600000; SET GLOBAL rpl_semi_sync_source_wait_no_replica = ON; SET GLOBAL rpl_semi_sync_source_enabled = ON");
        await using var session = await SourceSession.OpenAsync(server.ConnectionString, TestContext.Current.CancellationToken);
        var before = await SourcePosition.NowAsync(session, TestContext.Current.CancellationToken);
        var held = server.ExecuteAsync("INSERT INTO d.t VALUES (1)");
        BinlogPosition place;
        while ((place = await SourcePosition.NowAsync(session, TestContext.Current.CancellationToken)) == before)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var executed = (await session.QueryAsync("SELECT REPLACE(@@GLOBAL.gtid_executed, '\n', '')", TestContext.Current.CancellationToken))[0][0];
        Assert.NotEmpty(executed!);
        place = place with { GtidSet = executed };
        var view = CommittedView.OfPrimaryAsync(session, place, TestContext.Current.CancellationToken);
        await Task.WhenAny(view, Task.Delay(500, TestContext.Current.CancellationToken));
        Assert.False(view.IsCompleted, $"{view.Status} while the commit is held");

        await server.ExecuteAsync("SET GLOBAL rpl_semi_sync_source_enabled = OFF");
        await held;
        await view.WaitAsync(TimeSpan.FromMinutes(1));

        // Then the server has no such function at all.
        await server.ExecuteAsync("SET GLOBAL gtid_mode = OFF");
        await CommittedView.OfPrimaryAsync(session, place, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1));
    }
}
