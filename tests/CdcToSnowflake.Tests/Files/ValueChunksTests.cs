using CdcToSnowflake.Files;
using CsCheck;

namespace CdcToSnowflake.Tests.Files;

public sealed class ValueChunksTests
{
    // As long as a chunk's first size, its full size, and beyond; a value may come in parts.
    private static readonly Gen<int[]> Parts = Gen.OneOf(Gen.Int[0, 40], Gen.Int[200, 300], Gen.Int[400_000, 600_000], Gen.Int[(1 << 20) - 2, (1 << 20) + 2], Gen.Const(3 << 20)).Array[1, 3];

    private static readonly byte[] Random = new byte[(9 << 20) + 101];

    static ValueChunksTests() => new Random(1).NextBytes(Random);

    [Fact]
    public void Values_OfAnySizesInAnyParts_AreWhatWasPutInAlsoAfterAClear() => Parts.Array[0, 12].Array[1, 3].Sample(
        fills =>
        {
            var chunks = new ValueChunks();
            foreach (var fill in fills)
            {
                var values = fill.Select((parts, i) => Value(i, parts.Sum())).ToList();
                for (var i = 0; i < fill.Length; i++)
                {
                    Put(chunks, values[i], fill[i]);
                }

                Assert.Equal(values.Count, chunks.Count);
                Assert.All(values, (value, i) => Assert.True(value.Span.SequenceEqual(chunks[i])));
                Assert.True(values.Count == 0 || values[0].Span.SequenceEqual(chunks[0])); // also out of order
                AssertBatches(chunks, values);
                chunks.Clear();
            }
        },
        iter: 60);

    [Fact]
    public void Fill_AsLargeAsOneBefore_TakesNoNewMemory()
    {
        var chunks = new ValueChunks();
        var value = Value(1, 1000);
        Fill();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill();

        Assert.True(chunks.Count > 1 << 14);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);

        void Fill()
        {
            chunks.Clear();
            for (var i = 0; i < 17 << 10; i++)
            {
                value.Span.CopyTo(chunks.Space(value.Length));
                chunks.Advance(value.Length);
                chunks.Close();
            }
        }
    }

    private static void Put(ValueChunks chunks, ReadOnlyMemory<byte> value, int[] parts)
    {
        var from = 0;
        foreach (var part in parts)
        {
            value.Span.Slice(from, part).CopyTo(chunks.Space(part));
            chunks.Advance(part);
            from += part;
        }

        Assert.Equal(value.Length, chunks.OpenBytes);
        Assert.Equal(value.Length, chunks.Close());
        Assert.Equal(0, chunks.OpenBytes);
    }

    private static void AssertBatches(ValueChunks chunks, List<ReadOnlyMemory<byte>> values)
    {
        for (var value = 0; value < chunks.Count;)
        {
            var (bytes, from) = chunks.Batch(value, 5, out var ends);
            Assert.InRange(ends.Length, 1, 5);
            foreach (var end in ends)
            {
                Assert.True(values[value++].Span.SequenceEqual(bytes.AsSpan(from..end)));
                from = end;
            }
        }
    }

    private static ReadOnlyMemory<byte> Value(int seed, int length) => Random.AsMemory(seed % 101, length);
}
