using CdcToSnowflake.Operations.Flow;

namespace CdcToSnowflake.Tests.Operations.Flow;

/// <summary>What looks have learnt holds for what is looked at, and for one account.</summary>
public sealed class FlowMemoryTests
{
    private static readonly HashSet<string> Both = ["shop.orders", "shop.refunds"];

    private readonly FlowMemory _memory = new();

    public FlowMemoryTests()
    {
        _memory.Begin(5, Both);
        foreach (var path in Both)
        {
            _memory.KeepLoads(path, 4, 5, new Dictionary<string, FileLoad>(), []);
            _memory.Integrated(path, 5);
        }
    }

    [Fact]
    public void Begin_TheSameOrMoreIsMerged_KeepsWhatIsKnown()
    {
        _memory.Begin(5, Both);
        _memory.Begin(6, Both);
        Assert.All(Both, path => Assert.Equal((true, 5UL), Known(path)));
    }

    [Fact]
    public void Begin_LessIsMerged_ForgetsAll()
    {
        _memory.Begin(4, Both);
        Assert.All(Both, path => Assert.Equal((false, 0UL), Known(path)));
    }

    [Fact]
    public void Begin_TableIsntLookedAtAnyMore_ForgetsIt()
    {
        _memory.Begin(6, new HashSet<string> { "shop.orders" });
        Assert.Equal([(true, 5UL), (false, 0UL)], Both.Select(Known));
    }

    private (bool AreLoads, ulong Integrated) Known(string path) => (_memory.LoadsOf(path, 5) is not null, _memory.IntegratedUpTo(path));
}
