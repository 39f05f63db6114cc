using System.Buffers;
using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Binlog.Protocol;
using CdcToSnowflake.Binlog.Tests.Rows;

namespace CdcToSnowflake.Binlog.Tests.Fuzz;

/// <summary>Reads hostile bytes by each door, down to the last value of the last row. One per thread.</summary>
internal sealed class FuzzTarget : IDisposable
{
    private readonly BinlogDecoder _fromFile = new(new BinlogOptions(), fromServer: false);
    private readonly BinlogDecoder _fromServer = new(new BinlogOptions(), fromServer: true);
    private readonly ArrayBufferWriter<byte> _json = new();

    /// <summary>What was seen, in short: equal for inputs that went the same way.</summary>
    public int Trace { get; private set; }

    public int Rows { get; private set; }

    /// <summary>As the events of a file, one buffer.</summary>
    public void Decode(byte[] events, bool withValues)
    {
        Begin();
        _fromFile.Start(null);
        Walk(_fromFile.Decode(events), withValues);
    }

    /// <summary>As packets of a server, in pieces.</summary>
    public void Frame(byte[] wire, Random pieces)
    {
        Begin();
        _fromServer.Start(new BinlogPosition("binlog.000001", BinlogPosition.FirstEvent));
        _fromServer.ServerChecksum = true;
        using var buffer = new ReceiveBuffer(4096);
        var framer = new EventFramer(
            new BinlogOptions().MaxEventBytes, e => new BinlogConnectionException($"The server refuses: {e}"), () => new BinlogConnectionException("The server ends the stream."));
        byte sequence = 0;
        for (var at = 0; at < wire.Length;)
        {
            var room = buffer.Free();
            var length = Math.Min(Math.Min(pieces.Next(1, 2000), room.Length), wire.Length - at);
            wire.AsSpan(at, length).CopyTo(room.Span);
            buffer.Filled(length);
            at += length;
            while (framer.Frame(buffer, ref sequence) is { IsEmpty: false } events)
            {
                Walk(_fromServer.Decode(events), withValues: false);
                buffer.Release();
            }
        }
    }

    /// <summary>As a file through the reader, from a pipe.</summary>
    public async Task ReadAsync(byte[] events, int seed)
    {
        Begin();
        await foreach (var batch in new BinlogFileReader(new PipeStream([0xFE, 0x62, 0x69, 0x6E, .. events], seed), "fuzz").ReadAsync())
        {
            Walk(batch, withValues: true);
        }
    }

    public void Dispose()
    {
        _fromFile.Dispose();
        _fromServer.Dispose();
    }

    private void Begin() => (Trace, Rows) = (17, 0);

    private void Walk(BinlogBatch batch, bool withValues)
    {
        var sum = 0L;
        while (batch.Read())
        {
            Trace = HashCode.Combine(Trace, batch.Kind);
            if (batch.IsBoundary)
            {
                sum += batch.Position.Offset;
            }

            if (batch.Kind != BinlogEventKind.Rows)
            {
                sum += batch.QueryText.Length + batch.TimestampMicros + (batch.Transaction?.Gtid?.Length ?? 0);
                continue;
            }

            var visitor = new TouchingVisitor(_json);
            foreach (var change in batch.Rows)
            {
                Rows++;
                if (change.HasBefore)
                {
                    change.Before.Visit(ref visitor);
                    sum += withValues ? change.Before.ToValues().Count : 0;
                }

                if (change.HasAfter)
                {
                    change.After.Visit(ref visitor);
                    sum += withValues ? change.After.ToValues().Count : 0;
                }
            }

            Trace = HashCode.Combine(Trace, Rows > 0);
            sum += visitor.Sum;
        }

        GC.KeepAlive(sum);
    }
}
