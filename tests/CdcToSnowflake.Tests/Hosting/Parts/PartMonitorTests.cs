using CdcToSnowflake.Hosting.Parts;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Hosting.Parts;

public sealed class PartMonitorTests
{
    private const string Part = "looks at the flow";
    private static readonly IOException Broken = new("It broke.");

    private readonly FakeTimeProvider _time = new();
    private readonly PartMonitor _parts;

    public PartMonitorTests() => _parts = new PartMonitor(_time);

    [Fact]
    public void Works_OfWhatHasEnded_ItStaysSo_UntilItBeginsAnew()
    {
        _parts.Ended(Part, Broken);
        _parts.Works(Part);
        _parts.Fails(Part, new IOException("What it saw is old."));
        Assert.Equal((true, Broken), Assert.Single(_parts.Troubles.Select(trouble => (trouble.Value.HasEnded, trouble.Value.Error))));
        Assert.False(_parts.WasSeenToWork(Part));

        _parts.Begins(Part, isHeardOf: true);
        Assert.Empty(_parts.Troubles);
        Assert.False(_parts.WasSeenToWork(Part));
        _parts.Works(Part);
        Assert.True(_parts.WasSeenToWork(Part));
    }

    [Theory]
    [InlineData(false, 5, true)]
    [InlineData(false, 4, false)]
    [InlineData(true, 60, false)] // it says so itself
    public void WasSeenToWork_OfWhatRuns_IsAfterAWhileWhereNobodyTellsIt(bool isHeardOf, int minutes, bool works)
    {
        _parts.Ended(Part, Broken);
        _parts.Begins(Part, isHeardOf);
        _time.Advance(TimeSpan.FromMinutes(minutes));
        Assert.Equal(works, _parts.WasSeenToWork(Part));
        _parts.Leaves(Part);
        Assert.False(_parts.WasSeenToWork(Part));
    }

    [Fact]
    public void Begins_OfWhatFails_ItFailsUntilItWorks()
    {
        _parts.Fails(Part, Broken);
        _parts.Begins(Part, isHeardOf: true);
        Assert.Single(_parts.Troubles);
        _parts.Works(Part);
        Assert.Empty(_parts.Troubles);
    }
}
