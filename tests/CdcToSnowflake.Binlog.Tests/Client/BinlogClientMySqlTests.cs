using System.Text;
using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.Binlog.Tests.Servers;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Client;

[Collection(MySqlCollection.Name)]
public sealed class BinlogClientMySqlTests(MySqlFixture fixture)
{
    private MySqlServer Server => fixture.Server;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_Workload_EqualsTheServersOwnFiles()
    {
        // Its own: read from the beginning, the common server's log holds what other tests wrote.
        await using var server = await MySqlServer.StartAsync(cancellationToken: Cancelled);
        var work = await WorkAsync(server);
        await using var client = new BinlogClient(Options(server));

        var live = await Seen.UntilStatementAsync(client, null, work.End);

        var files = await Seen.UntilStatementAsync(new BinlogFileReader(server.BinlogFiles), null, work.End);
        Assert.Equal(files, live);
        Assert.Contains(live, line => line.Contains(" Update ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_AfterAFailoverTheNameLeadsToAServerWithoutALog_IsTriedUntilItLeadsToTheNewOne()
    {
        await using var server = await MySqlServer.StartAsync(cancellationToken: Cancelled);
        await using var without = await MySqlServer.StartAsync(new() { Arguments = ["--skip-log-bin"], ServerId = 9 }, Cancelled);
        await using var proxy = new FaultProxy(server.Host, server.Port);
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString) with { Port = proxy.Port });
        await server.ExecuteAsync("CREATE DATABASE moved", cancellationToken: Cancelled);
        var from = await client.GetCurrentPositionAsync(Cancelled);
        await server.ExecuteAsync("CREATE TABLE moved.t (id INT PRIMARY KEY)", cancellationToken: Cancelled);
        var statements = new List<string>();
        await foreach (var batch in client.ReadAsync(from, Cancelled))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Query)
                    statements.Add(batch.QueryText);
            }
            if (statements.Count == 2)
                break;
            if (statements.Count == 1 && proxy.Connections < 3)
            {
                var before = proxy.Connections;
                proxy.MoveTo(without.Host, without.Port);
                proxy.Cut();
                _ = Task.Run(async () =>
                {
                    while (proxy.Connections < before + 2)
                        await Task.Delay(10, Cancelled);
                    proxy.MoveTo(server.Host, server.Port);
                    await server.ExecuteAsync("CREATE TABLE moved.u (id INT PRIMARY KEY)", cancellationToken: Cancelled);
                }, Cancelled);
            }
        }

        Assert.Equal(["CREATE TABLE moved.t (id INT PRIMARY KEY)", "CREATE TABLE moved.u (id INT PRIMARY KEY)"], statements);
    }

    [Fact]
    public async Task ReadAsync_FromEachBoundary_GivesExactlyTheRest()
    {
        var work = await WorkAsync();
        await using var client = new BinlogClient(Options());
        await using var fromTheBeginning = new BinlogClient(Options() with { MaxDirectOffset = 4 });
        var boundaries = new List<(BinlogPosition Position, int Seen)>();
        var count = 0;
        var all = await Seen.UntilStatementAsync(client, work.From, work.End, batch => boundaries.Add((batch.Position, ++count)));
        // The callback counts boundaries, not lines: find each boundary's line by its end.
        var ends = boundaries.Select(b => all.FindLastIndex(line => line.StartsWith($"{b.Position.File}:", StringComparison.Ordinal) && line.Contains($"-{b.Position.Offset} ", StringComparison.Ordinal))).ToList();

        Assert.True(boundaries.Count >= 5);
        for (var i = 0; i < boundaries.Count; i++)
        {
            var position = boundaries[i].Position;
            foreach (var from in new[] { position, BinlogPosition.FromGtidSet(position.GtidSet!, isMariaDb: false), BinlogPosition.FromFile(position.File, position.Offset, position.ServerUuid) })
                Assert.Equal(all[(ends[i] + 1)..], await Seen.UntilStatementAsync(client, from, work.End));
            // A file whose offsets have more than 32 bits is sent from its beginning.
            Assert.Equal(all[(ends[i] + 1)..], await Seen.UntilStatementAsync(fromTheBeginning, position with { GtidSet = null }, work.End));
        }
    }

    [Theory]
    [InlineData(5_000_000_000L, "ends before that offset")]
    [InlineData(-1L, "inside a transaction")]
    public async Task ReadAsync_OffsetThatCantBeAskedForAndIsNoBoundary_IsAPositionError(long offset, string expected)
    {
        var work = await WorkAsync(rows: 20);
        await using var client = new BinlogClient(Options() with { MaxDirectOffset = offset > 0 ? uint.MaxValue : 4, HeartbeatPeriod = TimeSpan.FromMilliseconds(200) });
        if (offset < 0)
        {
            await foreach (var batch in client.ReadAsync(work.From, Cancelled))
            {
                while (offset < 0 && batch.Read())
                    offset = batch.Kind == BinlogEventKind.Rows ? batch.EndOffset : offset;
                if (offset > 0)
                    break;
            }
        }

        var error = await Assert.ThrowsAsync<BinlogPositionException>(() => Seen.UntilStatementAsync(client, BinlogPosition.FromFile(work.From.File, offset), work.End));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(offset, error.Position);
    }

    [Fact]
    public async Task ReadAsync_WithoutAPosition_GoesOnWhereItWasAcknowledged()
    {
        var work = await WorkAsync(rows: 20);
        await using var client = new BinlogClient(Options());
        var boundaries = new List<BinlogPosition>();
        var all = await Seen.UntilStatementAsync(client, work.From, work.End, batch => boundaries.Add(batch.Position));
        Assert.Null(client.AcknowledgedPosition);

        foreach (var boundary in boundaries)
        {
            client.Acknowledge(boundary);
            client.Acknowledge(boundary); // once more changes nothing
            Assert.Equal(boundary, client.AcknowledgedPosition);
        }
        Assert.Throws<ArgumentException>(() => client.Acknowledge(boundaries[0]));
        var middle = boundaries[boundaries.Count / 2];
        await Seen.UntilStatementAsync(client, boundaries[0], work.End);
        Assert.Null(client.AcknowledgedPosition);
        Assert.Throws<ArgumentException>(() => client.Acknowledge(middle with { Offset = middle.Offset + 1 }));
        Assert.Throws<ArgumentException>(() => client.Acknowledge(work.Last with { Offset = work.Last.Offset + 1000 }));
        client.Acknowledge(middle);

        var rest = await Seen.UntilStatementAsync(client, null, work.End);

        Assert.Equal(all[^rest.Count..], rest);
        Assert.Equal(await Seen.UntilStatementAsync(client, middle, work.End), rest);
        Assert.InRange(rest.Count, 1, all.Count - 1);
    }

    [Theory]
    [InlineData(BinlogTlsMode.Disabled)]
    [InlineData(BinlogTlsMode.Required)]
    public async Task ReadAsync_ConnectionCutAnywhere_GivesEachEventOnce(BinlogTlsMode mode)
    {
        var work = await WorkAsync();
        await using var direct = new BinlogClient(Options());
        var expected = await Seen.UntilStatementAsync(direct, work.From, work.End);
        var reconnected = 0;
        foreach (var from in new[] { work.From, work.From with { GtidSet = null } })
        {
            for (var bytes = 0; bytes < 60_000; bytes += 2_027)
            {
                await using var proxy = new FaultProxy(Server.Host, Server.Port) { Pace = 997 };
                proxy.CutAfter(bytes);
                await using var client = new BinlogClient(Options() with { Port = proxy.Port, TlsMode = mode });
                try
                {
                    Assert.Equal(expected, await Seen.UntilStatementAsync(client, from, work.End));
                    reconnected += client.Reconnects;
                }
                catch (BinlogConnectionException) when (proxy.Connections == 1)
                {
                    // The cut fell into the first login, whose failure the caller is told.
                }
            }
        }
        Assert.True(reconnected > 20, $"Only {reconnected} readings met their cut.");
    }

    [Fact]
    public async Task ReadAsync_OneByteAtATime_GivesTheSame()
    {
        var work = await WorkAsync(rows: 20);
        await using var direct = new BinlogClient(Options());
        await using var proxy = new FaultProxy(Server.Host, Server.Port) { Pace = 1 };
        await using var slow = new BinlogClient(Options() with { Port = proxy.Port, TlsMode = BinlogTlsMode.Disabled });

        Assert.Equal(await Seen.UntilStatementAsync(direct, work.From, work.End), await Seen.UntilStatementAsync(slow, work.From, work.End));
    }

    [Fact]
    public async Task ReadAsync_ReconnectForZero_FailsWithTheLoss()
    {
        var work = await WorkAsync();
        await using var proxy = new FaultProxy(Server.Host, Server.Port) { Pace = 997 };
        await using var client = new BinlogClient(Options() with { Port = proxy.Port, TlsMode = BinlogTlsMode.Disabled, ReconnectFor = TimeSpan.Zero });
        proxy.CutAfter(20_000);

        await Assert.ThrowsAsync<BinlogConnectionException>(() => Seen.UntilStatementAsync(client, work.From, work.End));
    }

    [Fact]
    public async Task ReadAsync_EventsLeftUnread_AreWalkedAndNotSeenAgain()
    {
        var work = await WorkAsync(rows: 2_000);
        await using var client = new BinlogClient(Options() with { ReceiveBufferBytes = 64 << 10, HeartbeatPeriod = TimeSpan.FromMilliseconds(500) });
        var all = await Seen.UntilStatementAsync(client, work.From, work.End);
        var firsts = new List<string>();
        // By file: a search by GTID sends heartbeats of what it passes over, too.
        await foreach (var batch in client.ReadAsync(work.From with { GtidSet = null }, Cancelled))
        {
            if (!batch.Read())
                continue;
            if (batch.Kind == BinlogEventKind.Heartbeat)
            {
                // Everything before it was passed over, to the very end.
                Assert.True(batch.EndOffset >= work.Last.Offset, $"{batch.Position} is before {work.Last}");
                break;
            }
            firsts.Add(Seen.Line(batch));
        }

        Assert.Equal(firsts, all.Intersect(firsts)); // in order, and each one of them
        Assert.InRange(firsts.Count, 1, all.Count - 1);
    }

    [Fact]
    public async Task ReadAsync_TwiceAtOnce_IsRefused()
    {
        await using var client = new BinlogClient(Options());
        await foreach (var batch in client.ReadAsync(null, Cancelled))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            {
                await foreach (var other in client.ReadAsync(null, Cancelled))
                    Assert.NotNull(other);
            });
            break;
        }
        await foreach (var batch in client.ReadAsync(null, Cancelled))
            break; // the first one has ended, so a second may begin
    }

    [Fact]
    public async Task ReadAsync_ServerKilledAndStartedAgain_GoesOn()
    {
        await using var server = await MySqlServer.StartAsync();
        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        await server.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id BIGINT PRIMARY KEY, v TEXT); INSERT INTO d.t VALUES (1, 'a')");
        var reads = new TaskCompletionSource();
        var seen = Seen.UntilStatementAsync(client, null, "CREATE DATABASE the_end", batch =>
        {
            if (batch.Kind == BinlogEventKind.Commit)
                reads.TrySetResult();
        });
        await await Task.WhenAny(reads.Task, seen);

        await server.KillAsync(Cancelled);
        await server.StartAgainAsync(cancellationToken: Cancelled);
        await server.ExecuteAsync("INSERT INTO d.t VALUES (2, 'b'); FLUSH BINARY LOGS; INSERT INTO d.t VALUES (3, 'c'); CREATE DATABASE the_end");

        var rows = (await seen).Where(line => line.Contains(" Rows ", StringComparison.Ordinal)).Select(line => line[line.IndexOf("Insert", StringComparison.Ordinal)..]);
        Assert.Equal(["Insert d.t 1:1", "Insert d.t 2:1", "Insert d.t 3:1"], rows);
        Assert.True(client.Reconnects > 0);
    }

    private BinlogClientOptions Options(MySqlServer? server = null) => BinlogClientOptions.Parse((server ?? Server).ConnectionString);

    /// <summary>Inserts of many row events in one transaction, updates, key changes, deletes, compressed transactions, DDL, a rollback; then a statement that marks the end.</summary>
    private async Task<(BinlogPosition From, BinlogPosition Last, string End)> WorkAsync(MySqlServer? server = null, int rows = 300)
    {
        var name = $"client_{Guid.NewGuid():N}"[..20];
        await using var client = new BinlogClient(Options(server));
        var from = await client.GetCurrentPositionAsync(Cancelled);
        var sql = new StringBuilder($"CREATE DATABASE {name}; USE {name}; CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(200)); ");
        sql.Append("BEGIN; ");
        for (var i = 0; i < rows; i++)
            sql.Append($"INSERT INTO t VALUES ({i}, REPEAT('x', {i % 90})); ");
        sql.Append("COMMIT; UPDATE t SET v = CONCAT(v, 'y') WHERE id < 10; ");
        sql.Append("BEGIN; DELETE FROM t WHERE id = 3; ROLLBACK; ALTER TABLE t ADD COLUMN more INT NULL; ");
        sql.Append("SET SESSION binlog_transaction_compression = ON; BEGIN; UPDATE t SET id = id + 100000 WHERE id < 50; DELETE FROM t WHERE id < 70; COMMIT; SET SESSION binlog_transaction_compression = OFF; ");
        sql.Append("INSERT INTO t (id, v) VALUES (-1, 'last'); ");
        await (server ?? Server).ExecuteAsync(sql.ToString());
        var last = await client.GetCurrentPositionAsync(Cancelled);
        var end = $"CREATE DATABASE {name}_end";
        await (server ?? Server).ExecuteAsync(end);
        return (from, last, end);
    }
}
