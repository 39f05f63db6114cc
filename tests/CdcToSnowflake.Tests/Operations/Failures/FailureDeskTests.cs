using CdcToSnowflake.Operations.Failures;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Operations.Failures;

public sealed class FailureDeskTests : IDisposable
{
    private static readonly TimeSpan Repeat = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

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
        _time.Advance(Repeat);
        await _desk.HandleAsync(Failed("T"));
        Assert.Equal(1, _first.Told[2].Count);
        Assert.Equal(_time.GetUtcNow(), _first.Told[2].Since);
    }

    [Fact]
    public async Task Handle_FailsAndWorksInTurnForHours_IsTwoMessagesInAWhileAtTheMost_WithHowOftenItFailedSince()
    {
        for (var turn = 0; turn < 240; turn++)
        {
            await _desk.HandleAsync(Failed("T"));
            _time.Advance(TimeSpan.FromSeconds(15));
            await _desk.SucceededAsync(FailureKind.Task, "T", _time.GetUtcNow());
            _time.Advance(TimeSpan.FromSeconds(15));
        }

        // In two hours: the first failure and its end, then each quarter of an hour what has been since.
        Assert.Equal([1, 1, .. Enumerable.Repeat(30L, 7)], _first.Told.Select(alert => alert.Count));
        Assert.Equal(_first.Told[1].ResolvedAt + TimeSpan.FromSeconds(15), _first.Told[2].Since);
    }

    [Fact]
    public async Task TellUntold_FailedOnceMoreSoonAfterItsEnd_AndWorks_IsToldOnceWhenItIsTime()
    {
        await FailAndWorkAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var again = _time.GetUtcNow();
        await FailAndWorkAsync();
        await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, _first.Told.Count);
        Assert.Empty(_desk.Failing);

        _time.Advance(Repeat);
        await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        Assert.Equal((again, 1L, again + TimeSpan.FromMinutes(1)), Assert.Single(_first.Told.Skip(2).Select(alert => (alert.Since, alert.Count, alert.ResolvedAt!.Value))));

        async Task FailAndWorkAsync()
        {
            await _desk.HandleAsync(Failed("T"));
            _time.Advance(TimeSpan.FromMinutes(1));
            await _desk.SucceededAsync(FailureKind.Task, "T", _time.GetUtcNow());
        }
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
    public async Task HandleAll_FailureAndItsSuccessTogether_IsToldAsOver()
    {
        var failed = Failed("CHILD", root: "ROOT");
        _time.Advance(TimeSpan.FromMinutes(1));
        await _desk.HandleAllAsync([failed, new GraphSucceeded("g", "", _time.GetUtcNow(), "ROOT", _time.GetUtcNow())], TestContext.Current.CancellationToken);
        Assert.Empty(_desk.Failing);
        Assert.Equal(("CHILD", _time.GetUtcNow()), Assert.Single(_first.Told.Select(alert => (alert.Name, alert.ResolvedAt))));
        await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        Assert.Single(_first.Told);
    }

    [Fact]
    public async Task HandleAll_SenderThatChokesOnOne_TellsTheOthers()
    {
        _first.ChokesOn = "A";
        await Assert.ThrowsAsync<AlertDeliveryException>(() => _desk.HandleAllAsync([Failed("A"), Failed("B")], TestContext.Current.CancellationToken));
        Assert.Equal("B", Assert.Single(_first.Told).Name);
    }

    [Fact]
    public async Task TellUntold_AlertThatIsRefused_IsOfferedAgainAfterAWhile()
    {
        _first.Refuses = "T";
        await Assert.ThrowsAsync<AlertDeliveryException>(() => _desk.HandleAsync(Failed("T")));
        for (var pass = 0; pass < 30; pass++)
        {
            _time.Advance(TimeSpan.FromSeconds(29));
            await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        _first.Refuses = null;
        await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        Assert.Equal("T", Assert.Single(_first.Told).Name);
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
    public async Task TellUntold_SenderWasAwayAtTheRecovery_IsToldByTheNextPass()
    {
        await _desk.HandleAsync(Failed("T"));
        _time.Advance(TimeSpan.FromMinutes(1));
        _first.Absences = 1;
        await Assert.ThrowsAsync<AlertDeliveryException>(() => _desk.SucceededAsync(FailureKind.Task, "T", _time.GetUtcNow()));
        await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        Assert.Equal([null, _time.GetUtcNow()], _first.Told.Select(alert => alert.ResolvedAt));
        Assert.Equal(2, _second.Told.Count);
    }

    [Theory]
    [InlineData(true, 1)] // the other has never heard of it
    [InlineData(false, 15)] // it has, and hears of no end: what comes soon after that may be more of the same to it
    public async Task Handle_OneReceiverIsGone_WhatFailsAnewBeginsAnewForTheOther(bool isGoneBefore, int minutesLater)
    {
        _second.Refuses = isGoneBefore ? "T" : null;
        await Record.ExceptionAsync(() => _desk.HandleAsync(Failed("T")));
        _second.Refuses = "T";
        _time.Advance(Repeat);
        await Assert.ThrowsAsync<AlertDeliveryException>(() => _desk.SucceededAsync(FailureKind.Task, "T", _time.GetUtcNow()));
        _time.Advance(TimeSpan.FromMinutes(minutesLater));
        var again = _time.GetUtcNow();
        await Record.ExceptionAsync(() => _desk.HandleAsync(Failed("T")));
        Assert.Equal((again, 1L), Assert.Single(_desk.Failing.Select(alert => (alert.Since, alert.Count))));

        _time.Advance(Repeat);
        await Record.ExceptionAsync(() => _desk.TellUntoldAsync(TestContext.Current.CancellationToken));
        Assert.Equal((again, 1L), _first.Told.Skip(2).Select(alert => (alert.Since, alert.Count)).Single());
    }

    [Fact]
    public async Task Handle_TheClockWasAheadWhenItWasTold_TheNextFailureIsToldAtOnce()
    {
        var now = _time.GetUtcNow();
        _time.AdjustTime(now.AddDays(1));
        await _desk.HandleAsync(Failed("T"));
        _time.AdjustTime(now);
        await _desk.HandleAsync(Failed("T"));
        await _desk.HandleAsync(Failed("T"));
        Assert.Equal([1L, 2L], _first.Told.Select(alert => alert.Count));
    }

    [Fact]
    public async Task TellUntold_FailuresThatEndedInSilence_AreToldWithTheirCountWhenItIsTime()
    {
        for (var i = 0; i < 10; i++)
        {
            await _desk.HandleAsync(Failed("T"));
            _time.Advance(TimeSpan.FromSeconds(30));
        }

        await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        Assert.Equal([1L], _first.Told.Select(alert => alert.Count));
        _time.Advance(Repeat);
        await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        Assert.Equal([1L, 10L], _first.Told.Select(alert => alert.Count));
    }

    [Fact]
    public async Task TellUntold_SenderIsAway_IsAskedOnceAPass_AndTheOtherIsToldAll()
    {
        _first.Absences = 2;
        await Assert.ThrowsAsync<AlertDeliveryException>(() => _desk.HandleAllAsync([Failed("A"), Failed("B"), Failed("C")]));
        await Assert.ThrowsAsync<AlertDeliveryException>(() => _desk.TellUntoldAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, _first.Absences);
        await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["A", "B", "C"], _first.Told.Select(alert => alert.Name));
        Assert.Equal(["A", "B", "C"], _second.Told.Select(alert => alert.Name));
    }

    [Fact]
    public async Task TellUntold_OneAlertIsRefused_TheOthersAreTold()
    {
        _first.Refuses = "A";
        await Assert.ThrowsAsync<AlertDeliveryException>(() => _desk.HandleAllAsync([Failed("A"), Failed("B")]));
        Assert.Equal(["B"], _first.Told.Select(alert => alert.Name));
    }

    [Fact]
    public async Task Handle_SenderDoesntAnswer_IsLeftAfterAWhile_AndTheOthersAreTold()
    {
        _first.Hangs = true;
        var handling = _desk.HandleAsync(Failed("T"), TestContext.Current.CancellationToken);
        Assert.True(await _first.Hanging.WaitAsync(LongestWait, TestContext.Current.CancellationToken));
        Assert.Empty(_second.Told);
        _time.Advance(TimeSpan.FromMinutes(5));
        var error = await Assert.ThrowsAsync<AlertDeliveryException>(() => handling.WaitAsync(LongestWait));
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Single(_second.Told);

        // It isn't called again, nor waited for, until that call ends.
        error = await Assert.ThrowsAsync<AlertDeliveryException>(() => _desk.TellUntoldAsync(TestContext.Current.CancellationToken).WaitAsync(LongestWait));
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Equal(0, _first.Hanging.CurrentCount);

        _first.Hangs = false;
        _first.GoOn.Set();
        using var limit = new CancellationTokenSource(LongestWait);
        while (_first.Told.Count == 0)
        {
            await Task.Delay(10, limit.Token);
            await Record.ExceptionAsync(() => _desk.TellUntoldAsync(TestContext.Current.CancellationToken));
        }

        Assert.Single(_first.Told);
    }

    [Fact]
    public async Task Forget_SenderDoesntAnswer_WaitsForNobodyOnceItIsCancelled()
    {
        _first.Hangs = true;
        using var term = new CancellationTokenSource();
        var handling = _desk.HandleAsync(Failed("T"), term.Token);
        Assert.True(await _first.Hanging.WaitAsync(LongestWait, TestContext.Current.CancellationToken));
        await term.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handling.WaitAsync(LongestWait));
        await _desk.ForgetAsync().WaitAsync(LongestWait, TestContext.Current.CancellationToken);
        _first.GoOn.Set();
    }

    [Fact]
    public async Task GiveUp_OfAFailure_ItFailsNoMore_PeopleAreToldWhy_AndTheNextIsNew()
    {
        await _desk.HandleAsync(Failed("T"), TestContext.Current.CancellationToken);
        var failure = Assert.Single(_desk.Failing);
        await _desk.GiveUpAsync(failure, Why("given up"), TestContext.Current.CancellationToken);
        Assert.Empty(_desk.Failing);
        Assert.Equal((FailureKind.Notice, "task T", null), (_first.Told[1].Kind, _first.Told[1].Name, _first.Told[1].ResolvedAt));

        _time.Advance(TimeSpan.FromMinutes(1));
        await _desk.HandleAsync(Failed("T"), TestContext.Current.CancellationToken);
        Assert.Equal((FailureKind.Task, 1L), (_first.Told[2].Kind, _first.Told[2].Count));

        // What has failed again isn't what was to be given up.
        await _desk.GiveUpAsync(failure, Why("given up again"), TestContext.Current.CancellationToken);
        Assert.Single(_desk.Failing);
        Assert.Equal(3, _first.Told.Count);

        SnowflakeNotice Why(string id) => new(id, "ACC", _time.GetUtcNow(), "task T", "Nothing was heard of it.", "See whether it works.");
    }

    [Fact]
    public async Task HandleAll_FailuresOfOneTask_AreOneMessage()
    {
        await _desk.HandleAllAsync([Failed("T"), Failed("T"), Failed("OTHER")]);
        Assert.Equal([("T", 2L), ("OTHER", 1L)], _first.Told.Select(alert => (alert.Name, alert.Count)));
    }

    [Fact]
    public async Task Handle_Notices_AreToldOnceEach_NoMoreThanOneInAWhile_AndNothingFailsByThem()
    {
        SnowflakeNotice Notice(string text) => new($"n{text}", "ACC", DateTimeOffset.MinValue, "budget B", text, "Look");
        await _desk.HandleAsync(Notice("1"));
        await _desk.HandleAsync(Notice("1"));
        await _desk.HandleAsync(Notice("2"));
        await _desk.HandleAsync(Notice("3"));
        Assert.Empty(_desk.Failing);
        Assert.Equal((FailureKind.Notice, "budget B", "1", 1L, _time.GetUtcNow()), _first.Told.Select(alert => (alert.Kind, alert.Name, alert.Error, alert.Count, alert.Since)).Single());
        _time.Advance(Repeat);
        await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        await _desk.TellUntoldAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["1", "3"], _first.Told.Select(alert => alert.Error));
    }

    [Fact]
    public async Task Stand_SeenAgainAndAgain_IsToldOnce_UntilItIsGone_AndAnewWhenItIsBack()
    {
        var since = _time.GetUtcNow();
        await StandAsync(Missing("B", "a"));
        _time.Advance(Repeat);
        await StandAsync(Missing("B", "a"));
        await StandAsync();
        await StandAsync();
        await StandAsync(Missing("B", "a"));
        Assert.Equal(2, _first.Told.Count);
        var again = _time.GetUtcNow();
        _time.Advance(Repeat);
        await StandAsync(Missing("B", "a"));
        Assert.Equal([null, again, null], _first.Told.Select(alert => alert.ResolvedAt));
        Assert.Equal([since, since, again], _first.Told.Select(alert => alert.Since));
    }

    [Fact]
    public async Task Stand_MoreOfIt_IsToldAfterAWhile_WithWhatIsWrongNow()
    {
        await StandAsync(Missing("B", "a"));
        await StandAsync(Missing("B", "b", "c"));
        Assert.Single(_first.Told);
        _time.Advance(Repeat);
        await StandAsync(Missing("B", "b"));
        Assert.Equal([(1L, "a"), (1L, "b")], _first.Told.Select(alert => (alert.Count, alert.File)));
    }

    [Fact]
    public async Task Stand_LookAtOneBrand_LeavesTheOthers()
    {
        await StandAsync(Missing("A", "a"), Missing("B", "b"));
        await _desk.StandAsync(FailureKind.Flow, name => name == "A", [], _time.GetUtcNow(), TestContext.Current.CancellationToken);
        await _desk.StandAsync(FailureKind.Cost, _ => true, [], _time.GetUtcNow(), TestContext.Current.CancellationToken);
        Assert.Equal("B", Assert.Single(_desk.Failing).Name);
    }

    [Fact]
    public async Task Stand_SenderWasAway_IsToldByTheNextLook()
    {
        _first.Absences = 1;
        await Assert.ThrowsAsync<AlertDeliveryException>(() => StandAsync(Missing("B", "a")));
        await StandAsync(Missing("B", "a"));
        _first.Absences = 1;
        await Assert.ThrowsAsync<AlertDeliveryException>(() => StandAsync());
        await StandAsync();
        Assert.Equal([null, _time.GetUtcNow()], _first.Told.Select(alert => alert.ResolvedAt));
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
    public async Task Handle_EndlessNames_ForgetsWhatWorksAgainFirst()
    {
        await _desk.HandleAsync(Failed("FAILS"));
        _time.Advance(TimeSpan.FromSeconds(1));
        await _desk.HandleAsync(Failed("WORKS"));
        _time.Advance(TimeSpan.FromSeconds(1));
        await _desk.SucceededAsync(FailureKind.Task, "WORKS", _time.GetUtcNow());
        for (var i = 0; i < 999; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _desk.HandleAsync(Failed($"T{i}"));
        }

        Assert.Contains(_desk.Failing, alert => alert.Name == "FAILS");
    }

    [Fact]
    public void RecentIds_OverCapacity_ForgetTheOldest()
    {
        var ids = new RecentIds(2);
        Assert.True(ids.Add("a") && ids.Add("b") && !ids.Add("a") && ids.Add("c"));
        Assert.False(ids.Add("b"));
        Assert.True(ids.Add("a"));
    }

    private static StandingFailure Missing(string brand, params string[] files) => new(brand, files, $"{files[0]} isn't loaded", "Load it", files[0]);

    private Task StandAsync(params StandingFailure[] failures) => _desk.StandAsync(FailureKind.Flow, _ => true, failures, _time.GetUtcNow(), TestContext.Current.CancellationToken);

    private TaskFailed Failed(string task, string error = "It broke", string? code = null, string? root = null) =>
        new($"m{++_ids}", "ACC", _time.GetUtcNow(), task, root ?? task, [new FailedRun(_time.GetUtcNow(), _time.GetUtcNow(), _time.GetUtcNow(), $"q{_ids}", code, error)]);
}
