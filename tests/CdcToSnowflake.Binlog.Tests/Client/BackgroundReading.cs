using System.Threading.Channels;

namespace CdcToSnowflake.Binlog.Tests.Client;

/// <summary>A reading that goes on while the test does something else; what it sees is told in order.</summary>
internal sealed class BackgroundReading : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Channel<BinlogPosition> _commits = Channel.CreateUnbounded<BinlogPosition>();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;
    private int _heartbeatAfter = -1;

    public BackgroundReading(BinlogClient client, BinlogPosition? from) => _reading = ReadAsync(client, from);

    /// <summary>The position of the next commit.</summary>
    public async Task<BinlogPosition> NextCommitAsync() => await _commits.Reader.ReadAsync(_stop.Token);

    /// <summary>Whether the server had nothing to send on its present connection.</summary>
    public Task<bool> HasHeartbeatSinceAsync(BinlogClient client) =>
        _reading.IsFaulted ? throw _reading.Exception : Task.FromResult(Volatile.Read(ref _heartbeatAfter) >= client.Reconnects);

    /// <summary>All rows so far and until a statement: operation, table and first column of each.</summary>
    public async Task<List<string>> RowsUntilAsync(string statement)
    {
        var rows = new List<string>();
        while (await _lines.Reader.ReadAsync(_stop.Token) is var line && !line.Contains(statement, StringComparison.Ordinal))
            rows.Add(line);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _reading;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }
        _stop.Dispose();
    }

    private async Task ReadAsync(BinlogClient client, BinlogPosition? from)
    {
        try
        {
            await foreach (var batch in client.ReadAsync(from, _stop.Token))
            {
                while (batch.Read())
                    See(client, batch);
            }
        }
        catch (Exception e)
        {
            _commits.Writer.Complete(e);
            _lines.Writer.Complete(e);
            throw;
        }
    }

    private void See(BinlogClient client, BinlogBatch batch)
    {
        switch (batch.Kind)
        {
            case BinlogEventKind.Heartbeat:
                Volatile.Write(ref _heartbeatAfter, client.Reconnects);
                break;
            case BinlogEventKind.Commit:
                _commits.Writer.TryWrite(batch.Position);
                break;
            case BinlogEventKind.Query:
                _lines.Writer.TryWrite(batch.QueryText);
                break;
            case BinlogEventKind.Rows:
                foreach (var change in batch.Rows)
                    _lines.Writer.TryWrite($"{batch.Operation} {batch.Table.Schema}.{batch.Table.Name} {(change.HasAfter ? change.After : change.Before).GetInt64(0)}");
                break;
        }
    }
}
