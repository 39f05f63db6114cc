using CdcToSnowflake.Binlog.Tests.Protocol;

namespace CdcToSnowflake.Binlog.Tests.Fuzz;

/// <summary>
/// Many mutations on one thread. An input that goes a way not seen before (by what was read up to the first error, and the error) is mutated further.
/// </summary>
internal sealed class FuzzRun(int seed, IReadOnlyList<FuzzSegment> corpus)
{
    /// <summary>The least that must hold: a small input takes no more memory than this.</summary>
    private const long MaxAllocated = 64 << 20;

    private const int MaxKept = 4096;

    private readonly HashSet<int> _seen = [];
    private readonly List<FuzzSegment> _kept = [];

    /// <summary>The input that is being read, to tell of one that never ends.</summary>
    public byte[] Current { get; private set; } = [];

    public long Parsed { get; private set; }

    public long Refused { get; private set; }

    public long Rows { get; private set; }

    public int Ways => _seen.Count;

    public long MostAllocated { get; private set; }

    public void Run(long count)
    {
        using var target = new FuzzTarget();
        var random = new Random(seed);
        var mutator = new SegmentMutator(random, corpus);
        for (var i = 0L; i < count; i++)
        {
            var from = _kept.Count > 0 && random.Next(3) == 0 ? _kept[random.Next(_kept.Count)] : corpus[random.Next(corpus.Count)];
            var mutated = mutator.Mutate(from);
            if (Try(target, mutated, random) && _kept.Count < MaxKept)
            {
                _kept.Add(mutated);
            }
        }
    }

    /// <summary>Reads one input.</summary>
    /// <returns>Whether it went a new way.</returns>
    private bool Try(FuzzTarget target, FuzzSegment segment, Random random)
    {
        var door = random.Next(32);
        var wire = door < 3 ? Wire(segment, random) : segment.ToBytes(isSound: door < 30);
        Current = wire;
        var way = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            if (door < 3)
            {
                target.Frame(wire, random);
            }
            else if (door == 3)
            {
                target.ReadAsync(wire, random.Next()).GetAwaiter().GetResult();
            }
            else
            {
                target.Decode(wire, withValues: door < 6);
            }

            Parsed++;
        }
        catch (BinlogException e)
        {
            Refused++;
            way = string.GetHashCode(Gist(e.Message));
        }
        catch (Exception e)
        {
            Assert.Fail($"{Told(door, wire)}: {e}");
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        MostAllocated = Math.Max(MostAllocated, allocated);
        Assert.True(allocated < MaxAllocated, $"{Told(door, wire)}: {allocated} bytes allocated");
        Rows += target.Rows;
        return _seen.Add(HashCode.Combine(way, target.Trace));
    }

    private string Told(int door, byte[] wire) => $"CDC_TEST_SEED={seed}, door {door}, input {Convert.ToBase64String(wire)}";

    /// <summary>The start of what an error says, after the place: enough to tell the errors apart.</summary>
    private static ReadOnlySpan<char> Gist(string message)
    {
        var text = message.AsSpan(message.IndexOf(": ", StringComparison.Ordinal) + 1);
        var digit = text.IndexOfAnyInRange('0', '9');
        text = digit > 8 ? text[..digit] : text;
        return text[..Math.Min(text.Length, 40)];
    }

    private static byte[] Wire(FuzzSegment segment, Random random)
    {
        byte sequence = 0;
        var wire = new List<byte>();
        foreach (var e in segment.ToEvents())
        {
            wire.AddRange(FakeSession.Frame(random.Next(20) == 0 ? [0, 0xEF, 0, .. e] : [0, .. e], ref sequence));
        }

        byte[] bytes = [.. wire];
        if (random.Next(2) == 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }
}
