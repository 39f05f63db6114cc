using CdcToSnowflake.Operations.Failures;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Operations.Failures;

public sealed class FailureDeskTests : IDisposable
{
    private static readonly TimeSpan Repeat = TimeSpan.FromMinutes(15);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RecordingSender _first = new();
    private readonly RecordingSender _second = new();
    private readonly FailureDesk _desk;
    private int _ids;

    public FailureDeskTests() => _desk = new FailureDesk([_first, _second], Repeat, _time);

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Handle_FirstFailure_IsToldWithWhatPeopleNeed()
    {
        await _desk.HandleAsync(Failed("T", "Division by zero\nat line 7", "100051"));
        var told = Assert.Single(_first.Told);
        Assert.Equal((FailureKind.Task, "T", 1L, "Division by zero", "100051", "q1"), (told.Kind, told.Name, told.Count, told.Error, told.ErrorCode, told.QueryId));
        Assert.Equal(_time.GetUtcNow(), told.Since);
        Assert.Contains("QUERY_HISTORY", told.Remedy, StringComparison.Ordinal);
        Assert.Null(told.ResolvedAt);
        Assert.Equal(told, Assert.Single(_second.Told));
    }

    [Fact]
    public async Task Handle_TheSameMessageTwice_CountsOnce()
    {
        var failed = Failed("T");
        await _desk.HandleAsync(failed);
        await _desk.HandleAsync(failed);
        Assert.Equal(1, Assert.Single(_first.Told).Count);
        Assert.Equal(1, Assert.Single(_desk.Failing).Count);
    }

    [Fact]
    public async Task Handle_MoreFailures_AreToldAgainOnlyAfterAWhile_WithTheirCount()
    {
        var since = _time.GetUtcNow();
        await _desk.HandleAsync(Failed("T"));
        for (var i = 0; i < 90; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await _desk.HandleAsync(Failed("T"));
        }

        Assert.Equal([1, 91], _first.Told.Select(alert => alert.Count));
        Assert.Equal(since, _first.Told[1].Since);
    }

    [Fact]
    public async Task Handle_TwoTasks_AreTwoAlerts()
    {
        await _desk.HandleAsync(Failed("A"));
        await _desk.HandleAsync(Failed("B"));
        Assert.Equal(["A", "B"], _first.Told.Select(alert => alert.Name));
    }

    [Fact]
    public async Task Succeeded_AfterFailures_IsToldOnce_AndTheNextFailureIsNew()
    {
        await _desk.HandleAsync(Failed("T"));
        _time.Advance(TimeSpan.FromMinutes(1));
        await _desk.SucceededAsync(FailureKind.Task, "T", _time.GetUtcNow());
        await _desk.SucceededAsync(FailureKind.Task, "T", _time.GetUtcNow());
        Assert.Empty(_desk.Failing);
        Assert.Equal([null, _time.GetUtcNow()], _first.Told.Select(alert => alert.ResolvedAt));
        _time.Advance(TimeSpan.FromMinutes(1));
        await _desk.HandleAsync(Failed("T"));
        Assert.Equal(1, _first.Told[2].Count);
        Assert.Equal(_time.GetUtcNow(), _first.Told[2].Since);
    }

    [Fact]
    public async Task Succeeded_BeforeTheLastFailure_ResolvesNothing()
    {
        await _desk.HandleAsync(Failed("T"));
        await _desk.SucceededAsync(FailureKind.Task, "T", _time.GetUtcNow());
        Assert.Single(_first.Told);
        Assert.Single(_desk.Failing);
    }

    [Fact]
    public async Task Handle_FailureFromBeforeTheSuccess_IsOldNews()
    {
        await _desk.HandleAsync(Failed("T"));
        var late = Failed("T");
        _time.Advance(TimeSpan.FromMinutes(1));
        await _desk.SucceededAsync(FailureKind.Task, "T", _time.GetUtcNow());
        await _desk.HandleAsync(late);
        Assert.Empty(_desk.Failing);
        Assert.Equal(2, _first.Told.Count);
    }

    [Fact]
    public async Task Handle_GraphSucceeded_ResolvesAllTasksOfTheGraph()
    {
        await _desk.HandleAsync(Failed("CHILD", root: "ROOT"));
        await _desk.HandleAsync(Failed("OTHER"));
        _time.Advance(TimeSpan.FromMinutes(1));
        await _desk.HandleAsync(new GraphSucceeded("g", "", _time.GetUtcNow(), "ROOT", _time.GetUtcNow()));
        Assert.Equal(["OTHER"], _desk.Failing.Select(alert => alert.Name));
        Assert.Equal("CHILD", Assert.Single(_first.Told, alert => alert.ResolvedAt is not null).Name);
    }

    [Fact]
    public async Task Handle_SenderIsAway_OnlyWhatWasntToldIsToldWithTheNextDelivery()
    {
        var failed = Failed("T");
        _first.Absences = 1;
        await Assert.ThrowsAsync<AlertDeliveryException>(() => _desk.HandleAsync(failed));
        Assert.Empty(_first.Told);
        Assert.Single(_second.Told);
        await _desk.HandleAsync(failed);
        Assert.Equal(1, Assert.Single(_first.Told).Count);
        Assert.Single(_second.Told);
    }

    [Fact]
    public async Task Handle_PipeSkippedFiles_NamesTheFileAndWhatToDo()
    {
        await _desk.HandleAsync(Assert.Single(NotificationReader.Read(Examples.Pipe)));
        var told = Assert.Single(_first.Told);
        Assert.Equal((FailureKind.Pipe, "s3://mybucket/mypath/file1.csv_0_0_0.csv.gz", 1L), (told.Kind, told.File, told.Count));
        Assert.Contains("nothing is lost", told.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_EndlessNamesAndIds_KeepsABoundedNumber()
    {
        for (var i = 0; i < 3_000; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _desk.HandleAsync(Failed($"T{i}"));
        }

        Assert.Equal(1_000, _desk.Failing.Count);
        Assert.Contains(_desk.Failing, alert => alert.Name == "T2999");
        Assert.DoesNotContain(_desk.Failing, alert => alert.Name == "T0");
    }

    [Fact]
    public void RecentIds_OverCapacity_ForgetTheOldest()
    {
        var ids = new RecentIds(2);
        Assert.True(ids.Add("a") && ids.Add("b") && !ids.Add("a") && ids.Add("c"));
        Assert.False(ids.Add("b"));
        Assert.True(ids.Add("a"));
    }

    private TaskFailed Failed(string task, string error = "It broke", string? code = null, string? root = null) =>
        new($"m{++_ids}", "ACC", _time.GetUtcNow(), task, root ?? task, [new FailedRun(_time.GetUtcNow(), _time.GetUtcNow(), _time.GetUtcNow(), $"q{_ids}", code, error)]);
}
