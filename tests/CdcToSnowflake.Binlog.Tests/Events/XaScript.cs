using System.Globalization;
using CdcToSnowflake.TestServers;
using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>A generated course of XA and ordinary transactions over several connections.</summary>
internal static class XaScript
{
    /// <summary>What one step does: an ordinary insert, one phase, a prepare, the end of something prepared.</summary>
    public enum Step
    {
        Insert,
        OnePhase,
        Prepare,
        Commit,
        Rollback,
        NextFile,
    }

    public static readonly Gen<(Step Step, byte[] Global, byte[] Branch, int Format)[]> Steps = Gen.Select(
        Gen.Frequency((2, Gen.Const(Step.Insert)), (1, Gen.Const(Step.OnePhase)), (4, Gen.Const(Step.Prepare)), (3, Gen.Const(Step.Commit)), (2, Gen.Const(Step.Rollback)), (1, Gen.Const(Step.NextFile))),
        Gen.Byte.Array[1, 60],
        Gen.Byte.Array[0, 64],
        Gen.Int[0, int.MaxValue]).Array[3, 15];

    /// <summary>Runs an insert and then the steps on a table <c>a</c> of one column, each on a connection of its own.</summary>
    public static async Task RunAsync(DatabaseServer server, string database, (Step Step, byte[] Global, byte[] Branch, int Format)[] steps)
    {
        // Steps that only end what was never prepared log nothing: the first row gives each course a boundary.
        await server.ExecuteAsync($"INSERT INTO {database}.a VALUES (-1)");
        var prepared = new List<string>();
        for (var i = 0; i < steps.Length; i++)
        {
            var (step, global, branch, format) = steps[i];

            // The step's number, so that no id comes twice.
            var xid = string.Create(CultureInfo.InvariantCulture, $"X'{i:X2}{Convert.ToHexString(global)}',X'{Convert.ToHexString(branch)}',{format}");
            var rows = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {database}.a VALUES ({i}), ({i + 1000})");
            switch (step)
            {
                case Step.Insert:
                    await server.ExecuteAsync(rows);
                    break;
                case Step.OnePhase:
                    await server.ExecuteAsync($"XA START {xid}; {rows}; XA END {xid}; XA COMMIT {xid} ONE PHASE");
                    break;
                case Step.Prepare:
                    await server.ExecuteAsync($"XA START {xid}; {rows}; XA END {xid}; XA PREPARE {xid}");
                    prepared.Add(xid);
                    break;
                case Step.NextFile:
                    await server.ExecuteAsync("FLUSH BINARY LOGS");
                    break;
                default:
                    if (prepared.Count > 0)
                    {
                        var which = format % prepared.Count;
                        await EndAsync(server, step == Step.Commit ? "COMMIT" : "ROLLBACK", prepared[which]);
                        prepared.RemoveAt(which);
                    }

                    break;
            }
        }

        // What stays prepared holds its locks, so that the next course couldn't drop the table.
        foreach (var xid in prepared)
        {
            await EndAsync(server, "ROLLBACK", xid);
        }
    }

    /// <summary>Which values hold by the binlog alone, and each boundary that reading can start from.</summary>
    public static async Task<(List<long> Held, List<BinlogPosition> Boundaries, List<BinlogEventKind> Kinds)> FollowAsync(IReadOnlyList<string> files, string database)
    {
        var (open, held, prepared) = (new List<long>(), new List<long>(), new Dictionary<string, List<long>>());
        var (boundaries, kinds) = (new List<BinlogPosition>(), new List<BinlogEventKind>());
        await foreach (var batch in new BinlogFileReader(files).ReadAsync())
        {
            while (batch.Read())
            {
                kinds.Add(batch.Kind);
                switch (batch.Kind)
                {
                    case BinlogEventKind.Rows when batch.Table.Schema == database:
                        foreach (var change in batch.Rows)
                        {
                            open.Add(change.After.GetInt64(0));
                        }

                        break;
                    case BinlogEventKind.Commit:
                        held.AddRange(open);
                        open = [];
                        break;
                    case BinlogEventKind.XaPrepare:
                        Assert.NotNull(batch.Transaction!.Gtid);
                        prepared.Add(batch.Xid!, open);
                        open = [];
                        break;
                    case BinlogEventKind.XaCommit:
                        Assert.Null(batch.Transaction);
                        Assert.True(prepared.Remove(batch.Xid!, out var rows));
                        held.AddRange(rows);
                        break;
                    case BinlogEventKind.XaRollback:
                        Assert.True(prepared.Remove(batch.Xid!));
                        break;
                }

                Assert.Equal(batch.Kind is BinlogEventKind.XaPrepare or BinlogEventKind.XaCommit or BinlogEventKind.XaRollback, batch.Xid is not null && batch.Kind != BinlogEventKind.Commit);
                if (batch.IsBoundary)
                {
                    boundaries.Add(batch.Position);
                }
            }
        }

        Assert.Empty(prepared);
        held.Sort();
        return (held, boundaries, kinds);
    }

    private static async Task EndAsync(DatabaseServer server, string how, string xid)
    {
        // The server lets go of a prepared transaction only when it has noticed that its connection is gone.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await server.ExecuteAsync($"XA {how} {xid}");
                return;
            }
            catch (MySqlConnector.MySqlException e) when (attempt < 100 && e.Message.Contains("XAER_NOTA", StringComparison.Ordinal))
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }
    }
}
