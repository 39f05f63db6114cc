using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Changes;

namespace CdcToSnowflake.Tests.Hosting.Alerts;

/// <summary>What counts as a failure of a brand or a handler that people must hear of.</summary>
public sealed class WorkFindingsTests
{
    private static readonly IOException Away = new("The network is away.");

    [Theory]
    [InlineData(BrandState.Running, 0, null)]
    [InlineData(BrandState.Retrying, 6, null)] // a lost connection
    [InlineData(BrandState.Retrying, 7, "retrying")]
    [InlineData(BrandState.Running, 7, "retrying")] // it has begun once more, and has shown nothing
    [InlineData(BrandState.Stopped, 1, "stopped")]
    [InlineData(BrandState.Stopped, 9, "stopped")]
    [InlineData(BrandState.Ended, 0, null)]
    public void Failing_Brand_IsOneThatHasStoppedOrFailsAgainAndAgain(BrandState state, int failures, string? part)
    {
        var found = WorkFindings.Failing([new BrandStatus("A", state, default, state is BrandState.Running or BrandState.Ended ? null : Away, failures, 5, null, null)]);
        Assert.Equal(part is null ? [] : [("A", part)], found.Select(one => (one.Name, one.Parts.Single())));
        Assert.All(found, one => Assert.True(state == BrandState.Running || one.Error.EndsWith(Away.Message, StringComparison.Ordinal), one.Error));
    }

    [Theory]
    [InlineData(0, "silent")]
    [InlineData(7, "retrying")] // of two troubles people hear the one that has an error
    public void Failing_BrandThatRunsAndCommitsNothing_IsTold(int failures, string part)
    {
        var found = WorkFindings.Failing([new BrandStatus("A", BrandState.Running, default, null, failures, 5, null, null) { CutAge = TimeSpan.FromMinutes(21.001), IsSilent = true }]);
        Assert.Equal([("A", part)], found.Select(one => (one.Name, one.Parts.Single())));
        Assert.True(part != "silent" || found[0].Error.Contains("no cut for 00:21:00", StringComparison.Ordinal), found[0].Error);
    }

    [Theory]
    [InlineData(HandlerState.Running, 0, null)]
    [InlineData(HandlerState.Retrying, 6, null)]
    [InlineData(HandlerState.Retrying, 7, "retrying")]
    [InlineData(HandlerState.Running, 7, "retrying")]
    [InlineData(HandlerState.Stopped, 1, "stopped")]
    public void Failing_Handler_IsOneThatHasStoppedOrFailsAgainAndAgain(HandlerState state, int failures, string? part)
    {
        var found = WorkFindings.Failing([new HandlerStatus("Alerts", "A", state, state == HandlerState.Running ? null : Away, failures, 5, 1)]);
        Assert.Equal(part is null ? [] : [("Alerts (A)", part)], found.Select(one => (one.Name, one.Parts.Single())));
    }
}
