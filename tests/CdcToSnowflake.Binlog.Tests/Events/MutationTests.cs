using System.Buffers;
using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Binlog.Tests.Corpus;
using CdcToSnowflake.Binlog.Tests.Rows;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>
/// Mutated binlogs, checksums not verified so that the mutations reach the decoders: a typed error or a parse, no other exception, no end that isn't reached,
/// no large allocation. CDC_TEST_MUTATIONS sets how many, CDC_TEST_SEED where they start.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Default = 100_000;
    private const int Long = 1_000_000;
    private const long MaxAllocated = 64 << 20;

    private static readonly BinlogOptions s_options = new() { VerifyChecksums = false, MaxEventBytes = 8 << 20 };

    [Fact]
    public void Decode_MutatedCorpus_ParsesOrThrowsBinlogException()
    {
        var count = Number("CDC_TEST_MUTATIONS") ?? (Environment.GetEnvironmentVariable("CDC_TEST_LONG") is { Length: > 0 } ? Long : Default);
        var first = Number("CDC_TEST_SEED") ?? Random.Shared.Next(1 << 30);
        output.WriteLine($"{count} mutations from CDC_TEST_SEED={first}");
        var corpus = CorpusFiles.All.Select(File.ReadAllBytes).ToArray();
        var (parsed, refused) = (0, 0);
        for (var seed = first; seed < first + count; seed++)
        {
            var random = new Random(seed);
            var bytes = Mutate(corpus[random.Next(corpus.Length)], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Walk(bytes);
                parsed++;
            }
            catch (BinlogException)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"CDC_TEST_SEED={seed}: {e}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MaxAllocated, $"CDC_TEST_SEED={seed}: {allocated} bytes allocated");
        }

        // Both must happen, or the mutations don't reach what they are for.
        Assert.True(count < 1000 || (parsed > count / 50 && refused > count / 50), $"{parsed} parsed, {refused} refused");
    }

    [Fact]
    public void Walk_UnmutatedCorpus_Parses()
    {
        foreach (var file in CorpusFiles.All)
        {
            Assert.True(Walk(File.ReadAllBytes(file)) >= 5, file);
        }
    }

    /// <summary>Frames the bytes as a file's are framed, and decodes every value.</summary>
    private static int Walk(byte[] file)
    {
        using var decoder = new BinlogDecoder(s_options, fromServer: false);
        decoder.Start(null);
        var json = new ArrayBufferWriter<byte>();
        var rows = 0;
        var batch = decoder.Decode(file.AsMemory(4));
        while (batch.Read())
        {
            if (batch.Kind != BinlogEventKind.Rows)
            {
                continue;
            }

            foreach (var change in batch.Rows)
            {
                rows++;
                var visitor = new TouchingVisitor(json);
                if (change.HasBefore)
                {
                    change.Before.Visit(ref visitor);
                }

                if (change.HasAfter)
                {
                    change.After.Visit(ref visitor);
                }
            }
        }

        return rows;
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(4, bytes.Length);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes[at] = random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => 0x80 };
                    break;
                case 3:
                    var length = Math.Min(random.Next(1, 9), bytes.Length - at);
                    random.NextBytes(bytes.AsSpan(at, length));
                    break;
                case 4:
                    var part = Math.Min(random.Next(1, 64), bytes.Length - at);
                    bytes.AsSpan(random.Next(4, bytes.Length - part), part).CopyTo(bytes.AsSpan(at));
                    break;
                default:
                    bytes = random.Next(4) == 0 ? bytes[..Math.Max(at, 5)] : bytes;
                    break;
            }
        }

        return bytes;
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
