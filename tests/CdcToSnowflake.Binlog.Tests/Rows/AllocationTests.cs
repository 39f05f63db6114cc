using System.Buffers;
using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Binlog.Tests.Corpus;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>In the steady state a row costs no memory, whatever its types.</summary>
public sealed class AllocationTests
{
    /// <summary>Per transaction: its object, and a GTID's text where it is asked for.</summary>
    private const int BytesPerTransaction = 200;

    /// <summary>An object a walk would be 24 bytes times as many; the runtime may need one once, when it compiles a method anew.</summary>
    private const int Walks = 1000;

    [Theory]
    [InlineData("mysql.binlog")]
    [InlineData("mysql-compressed.binlog")]
    [InlineData("mysql-minimal.binlog")]
    [InlineData("mysql-partial.binlog")]
    [InlineData("mariadb.binlog")]
    public void Rows_WalkedAgain_AllocateNothing(string name)
    {
        var file = File.ReadAllBytes(CorpusFiles.PathOf(name)).AsMemory(4);
        using var decoder = new BinlogDecoder(new BinlogOptions(), fromServer: false);
        decoder.Start(null);
        var batch = decoder.Decode(file);
        var json = new ArrayBufferWriter<byte>(1 << 16);
        var (allocated, rows, sum) = (0L, 0, 0L);
        while (batch.Read())
        {
            if (batch.Kind != BinlogEventKind.Rows)
            {
                continue;
            }

            Walk(batch, json, ref rows, ref sum);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Walks; i++)
            {
                Walk(batch, json, ref rows, ref sum);
            }

            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.True(rows >= 5_000);
        Assert.NotEqual(0, sum);
        Assert.InRange(allocated, 0, Walks - 1);
    }

    [Fact]
    public void Events_OfKnownTables_AllocateOnlyTheirTransaction()
    {
        var file = File.ReadAllBytes(CorpusFiles.PathOf("mysql.binlog"));
        var (transaction, format) = FirstTransaction(file);
        using var decoder = new BinlogDecoder(new BinlogOptions(), fromServer: false);
        decoder.Start(null);
        var json = new ArrayBufferWriter<byte>(1 << 16);
        var (rows, sum) = (0, 0L);
        Run(decoder.Decode(format), json, ref rows, ref sum);
        Run(decoder.Decode(transaction), json, ref rows, ref sum);
        Assert.Equal(1, rows);

        const int Times = 1000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            Run(decoder.Decode(transaction), json, ref rows, ref sum);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(1 + Times, rows);
        Assert.True(allocated <= Times * BytesPerTransaction, $"{allocated / Times} bytes a transaction");
    }

    private static void Run(BinlogBatch batch, ArrayBufferWriter<byte> json, ref int rows, ref long sum)
    {
        while (batch.Read())
        {
            if (batch.Kind == BinlogEventKind.Rows)
            {
                Walk(batch, json, ref rows, ref sum);
            }
        }
    }

    private static void Walk(BinlogBatch batch, ArrayBufferWriter<byte> json, ref int rows, ref long sum)
    {
        var visitor = new TouchingVisitor(json);
        foreach (var change in batch.Rows)
        {
            rows++;
            if (change.HasBefore)
            {
                change.Before.Visit(ref visitor);
            }

            if (change.HasAfter)
            {
                change.After.Visit(ref visitor);
            }
        }

        sum += visitor.Sum;
    }

    /// <summary>The first transaction with rows (from its GTID to its XID), and the format description.</summary>
    private static (ReadOnlyMemory<byte> Transaction, ReadOnlyMemory<byte> Format) FirstTransaction(byte[] file)
    {
        const byte Gtid = 33;
        const byte Xid = 16;
        const byte WriteRows = 30;
        var (at, start, hasRows, format) = (4, 4, false, default(ReadOnlyMemory<byte>));
        while (true)
        {
            var size = BitConverter.ToInt32(file, at + 9);
            var type = file[at + 4];
            format = format.IsEmpty ? file.AsMemory(at, size) : format;
            start = type == Gtid ? at : start;
            hasRows |= type == WriteRows;
            at += size;
            if (type == Xid && hasRows)
            {
                return (file.AsMemory(start, at - start), format);
            }
        }
    }
}
