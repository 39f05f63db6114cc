using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Recovery;

namespace CdcToSnowflake.Emulator.Tests.Operations;

/// <summary>Files that a pipe skipped, until the merge has passed their cut.</summary>
public sealed class PipeSuccessesTests : IAlertSender
{
    private const string Pipe = "BRAND_A_DB.STG_SCHEMA.ORDERS_V1_PIPE";

    private readonly List<FailureAlert> _told = [];

    [Fact]
    public async Task Tell_FileWhoseCutHasNoManifestYet_FailsUntilTheMergeHasPassedIt()
    {
        await using var world = await OperatedWorld.CreateAsync();
        using var desk = new FailureDesk([this], time: world.Clock);
        await desk.HandleAllAsync([Refused(world, Pipe, 1), Refused(world, "BRAND_B_DB.STG_SCHEMA.ORDERS_V1_PIPE", 1)], TestContext.Current.CancellationToken);
        await TellAsync(world, desk);
        Assert.Equal(2, desk.Failing.Count);

        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        await TellAsync(world, desk);
        Assert.Equal("BRAND_B_DB.STG_SCHEMA.ORDERS_V1_PIPE", Assert.Single(desk.Failing).Name);
        Assert.Equal(world.Clock.GetUtcNow(), Assert.Single(_told, alert => alert.ResolvedAt is not null).ResolvedAt);

        // A file of the next cut is another trouble.
        await desk.HandleAsync(Refused(world, Pipe, 2), TestContext.Current.CancellationToken);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await TellAsync(world, desk);
        Assert.Equal(2, desk.Failing.Count);
    }

    [Fact]
    public async Task Tell_ManifestOrTheEarlierOfTwoFiles_IsOverWhenTheMergeHasPassedTheLatest()
    {
        await using var world = await OperatedWorld.CreateAsync();
        using var desk = new FailureDesk([this], time: world.Clock);
        await desk.HandleAllAsync([Refused(world, Pipe, Rows(2), Rows(1)), Refused(world, "BRAND_A_DB.STG_SCHEMA.CDC_CUT_PIPE", $"/brand_a/cuts/{1:D20}.json")], TestContext.Current.CancellationToken);
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        await TellAsync(world, desk);
        Assert.Equal(Pipe, Assert.Single(desk.Failing).Name);

        // The same in two messages, the later cut's first.
        await desk.HandleAsync(Refused(world, Pipe, Rows(1)) with { MessageId = "again", At = world.Clock.GetUtcNow() + TimeSpan.FromMinutes(1) }, TestContext.Current.CancellationToken);
        await TellAsync(world, desk);
        Assert.EndsWith(Rows(2), Assert.Single(desk.Failing).File, StringComparison.Ordinal);

        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        await TellAsync(world, desk);
        Assert.Empty(desk.Failing);
    }

    Task IAlertSender.SendAsync(FailureAlert alert, CancellationToken cancellationToken)
    {
        _told.Add(alert);
        return Task.CompletedTask;
    }

    private static Task TellAsync(OperatedWorld world, FailureDesk desk) => PipeSuccesses.TellAsync(desk, world.Emulator, world.Generated, TestContext.Current.CancellationToken);

    private static string Rows(int cut) => $"/brand_a/data/shop.orders/v1/{cut:D20}-w.parquet";

    private static FilesRefused Refused(OperatedWorld world, string pipe, int cut) => Refused(world, pipe, Rows(cut));

    private static FilesRefused Refused(OperatedWorld world, string pipe, params IEnumerable<string> files) =>
        new($"{pipe} {string.Join(' ', files)}", "ACC", world.Clock.GetUtcNow(), pipe, null, "s3://b", [.. files.Select(file => new RefusedFile(file, "It broke"))]);
}
