using System.Buffers.Binary;
using CdcToSnowflake.Binlog.Protocol;
using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

public sealed class EventFramerTests
{
    private const int Chunk = PacketFrame.MaxChunk;

    [Fact]
    public void Frame_AnyEventsInAnyPieces_GivesTheEventsUnchanged() =>
        Gen.Select(Gen.Int[19, 3_000].Array[1, 30], Gen.Int[1, 5_000].Array[1, 20], Gen.Bool, Gen.Int).Sample((sizes, pieces, semiSync, seed) =>
        {
            var events = sizes.Select((size, i) => Event(size, seed + i)).ToList();
            AssertFramed(events, pieces, semiSync);
        });

    [Theory]
    [InlineData(Chunk - 2)]
    [InlineData(Chunk - 1)] // with its status byte just one full chunk: an empty packet follows
    [InlineData(Chunk)]
    [InlineData(2 * Chunk - 1)]
    [InlineData(2 * Chunk + 5)]
    public void Frame_EventAroundTheSplit_IsJoined(int size) =>
        AssertFramed([Event(100, 1), Event(size, 2), Event(30, 3)], [1_000_000, 999_999], semiSync: false);

    [Theory]
    [InlineData(Chunk - 3)]
    [InlineData(Chunk + 100)]
    public void Frame_LargeEventBehindTheSemiSyncMark_IsJoined(int size) =>
        AssertFramed([Event(size, 2), Event(30, 3)], [1_000_000, 999_999], semiSync: true);

    [Fact]
    public void Frame_EventThatBeginsLikeTheSemiSyncMark_IsNotTakenForIt()
    {
        var one = Event(50, 1);
        one[0] = 0xEF;
        AssertFramed([one, one], [7], semiSync: false);
    }

    [Fact]
    public void Frame_EventsThenError_GivesTheEventsFirst()
    {
        byte sequence = 0;
        byte[] wire = [.. FakeSession.Frame([0, .. Event(40, 1)], ref sequence), .. FakeSession.Frame(FakeServer.Error(1236, "purged"), ref sequence)];
        using var buffer = Filled(wire);
        var framer = Framer();
        byte expected = 0;

        Assert.Equal(40, framer.Frame(buffer, ref expected).Length);
        buffer.Release();
        Assert.Equal("1236", Assert.Throws<InvalidOperationException>(() => framer.Frame(buffer, ref expected)).Message);
    }

    [Fact]
    public void Frame_Eof_IsTheEnd()
    {
        using var buffer = Filled([5, 0, 0, 0, 0xFE, 0, 0, 2, 0]);
        byte sequence = 0;

        Assert.Equal("end", Assert.Throws<InvalidOperationException>(() => Framer().Frame(buffer, ref sequence)).Message);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0 })] // an empty packet
    [InlineData(new byte[] { 1, 0, 0, 0, 0 })] // a status and no event
    [InlineData(new byte[] { 3, 0, 0, 0, 0x42, 1, 2 })] // an unknown status
    [InlineData(new byte[] { 5, 0, 0, 0, 0, 1, 2, 3, 4 })] // less than a header
    public void Frame_Malformed_IsCorrupt(byte[] wire)
    {
        using var buffer = Filled(wire);
        byte sequence = 0;

        Assert.Throws<BinlogCorruptException>(() => Framer().Frame(buffer, ref sequence));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(18u)]
    [InlineData(59u)]
    [InlineData(61u)]
    [InlineData(1_000_000u)]
    [InlineData(uint.MaxValue)]
    public void Frame_LengthThatIsNotItsPackets_IsCorrupt(uint claimed)
    {
        var lying = Event(60, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(9), claimed);
        byte sequence = 0;
        using var buffer = Filled(FakeSession.Frame([0, .. lying], ref sequence));
        sequence = 0;

        Assert.ThrowsAny<BinlogException>(() => Framer(maxEventBytes: 100_000).Frame(buffer, ref sequence));
    }

    [Fact]
    public void Frame_PacketNumberMissing_IsOutOfStep()
    {
        byte sequence = 5;
        using var buffer = Filled(FakeSession.Frame([0, .. Event(60, 1)], ref sequence));
        sequence = 4;

        Assert.Throws<BinlogConnectionException>(() => Framer().Frame(buffer, ref sequence));
    }

    [Fact]
    public void Frame_HugeClaimInLittleData_TakesNoMemory()
    {
        var claim = new byte[60];
        byte[] wire = [0xFF, 0xFF, 0xFF, 0, 0, .. claim];
        BinaryPrimitives.WriteUInt32LittleEndian(wire.AsSpan(5 + 9), 900_000_000);
        using var buffer = Filled(wire);
        byte sequence = 0;

        Assert.True(Framer().Frame(buffer, ref sequence).IsEmpty);
        Assert.True(buffer.Bytes.Length < 1 << 20);
    }

    [Fact]
    public void Release_AfterAHugeEvent_GivesTheMemoryBack()
    {
        byte sequence = 0;
        using var buffer = Filled(FakeSession.Frame([0, .. Event(5_000_000, 1)], ref sequence));
        sequence = 0;
        Assert.Equal(5_000_000, Framer().Frame(buffer, ref sequence).Length);

        buffer.Release();

        Assert.True(buffer.Bytes.Length < 1 << 20);
    }

    private static void AssertFramed(List<byte[]> events, int[] pieces, bool semiSync)
    {
        byte sequence = 0;
        byte[] prefix = semiSync ? [0, 0xEF, 0] : [0];
        var wire = events.SelectMany(bytes => FakeSession.Frame([.. prefix, .. bytes], ref sequence)).ToArray();
        using var buffer = new ReceiveBuffer(1 << 12);
        var framer = Framer();
        byte expected = 0;
        var framed = new List<byte>(wire.Length);
        for (int at = 0, i = 0; at < wire.Length; i++)
        {
            var free = buffer.Free();
            var count = Math.Min(Math.Min(pieces[i % pieces.Length], wire.Length - at), free.Length);
            wire.AsMemory(at, count).CopyTo(free);
            buffer.Filled(count);
            at += count;
            var batch = framer.Frame(buffer, ref expected);
            framed.AddRange(batch.Span);
            if (!batch.IsEmpty)
                buffer.Release();
        }
        Assert.Equal(sequence, expected);
        Assert.True(framed.SequenceEqual(events.SelectMany(bytes => bytes)));
    }

    private static ReceiveBuffer Filled(byte[] wire)
    {
        var buffer = new ReceiveBuffer(1 << 12);
        for (var at = 0; at < wire.Length;)
        {
            var free = buffer.Free();
            var count = Math.Min(free.Length, wire.Length - at);
            wire.AsMemory(at, count).CopyTo(free);
            buffer.Filled(count);
            at += count;
        }
        return buffer;
    }

    private static EventFramer Framer(int maxEventBytes = 1 << 30) =>
        new(maxEventBytes, error => new InvalidOperationException($"{error.Code}"), () => new InvalidOperationException("end"));

    private static byte[] Event(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(9), (uint)size);
        return bytes;
    }
}
