using System.Text;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Failures.Memory;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Operations.Failures;

/// <summary>What a desk knows outlives its process: each test's desks are processes, one after the other, over one store.</summary>
public sealed class AlertMemoryTests
{
    private static readonly TimeSpan Repeat = TimeSpan.FromMinutes(15);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryObjectStore _store = new();
    private readonly RecordingSender _slack = new();
    private int _ids;

    [Fact]
    public async Task Handle_OneMessageDeliveredBeforeAndAfterARestart_IsToldOnce()
    {
        var failed = Failed("T");
        using (var first = Desk(1))
        {
            await first.HandleAsync(failed);
        }

        using var second = Desk(2);
        await second.HandleAsync(failed);

        Assert.Single(_slack.Told);
        Assert.Equal(1, Assert.Single(second.Failing).Count);
    }

    [Fact]
    public async Task Succeeded_AfterARestart_IsToldAsResolved_WithItsBeginning()
    {
        var since = _time.GetUtcNow();
        using (var first = Desk(1))
        {
            await first.HandleAsync(Failed("T"));
        }

        _time.Advance(TimeSpan.FromMinutes(5));
        using var second = Desk(2);
        await second.RecallAsync();
        Assert.Equal("T", Assert.Single(second.Failing).Name); // what asks the account for successes asks only while something fails
        await second.SucceededAsync(FailureKind.Task, "T", _time.GetUtcNow());

        Assert.Equal([null, _time.GetUtcNow()], _slack.Told.Select(alert => alert.ResolvedAt));
        Assert.Equal(since, _slack.Told[1].Since);
        using var third = Desk(3);
        await third.SucceededAsync(FailureKind.Task, "T", _time.GetUtcNow());
        Assert.Equal(2, _slack.Told.Count);
    }

    [Fact]
    public async Task Handle_MoreFailuresAfterARestart_AreToldAgainOnlyAfterAWhile_AllOfThemCounted()
    {
        using (var first = Desk(1))
        {
            await first.HandleAsync(Failed("T"));
        }

        using var second = Desk(2);
        _time.Advance(Repeat - TimeSpan.FromSeconds(1));
        await second.HandleAsync(Failed("T"));
        Assert.Single(_slack.Told);
        _time.Advance(TimeSpan.FromSeconds(1));
        await second.HandleAsync(Failed("T"));

        Assert.Equal([1, 3], _slack.Told.Select(alert => alert.Count));
    }

    [Fact]
    public async Task Handle_SenderWasAwayAtTheRestart_IsToldByTheNextProcess()
    {
        var failed = Failed("T");
        using (var first = Desk(1))
        {
            _slack.Absences = 1;
            await Assert.ThrowsAsync<AlertDeliveryException>(() => first.HandleAsync(failed));
        }

        using var second = Desk(2);
        await second.HandleAsync(failed);

        Assert.Equal(1, Assert.Single(_slack.Told).Count);
    }

    [Fact]
    public async Task TellUntold_SenderWasAwayAtTheRecovery_IsToldByTheNextProcess()
    {
        using (var first = Desk(1))
        {
            await first.HandleAsync(Failed("T"));
            _time.Advance(TimeSpan.FromMinutes(1));
            _slack.Absences = 1;
            await Assert.ThrowsAsync<AlertDeliveryException>(() => first.SucceededAsync(FailureKind.Task, "T", _time.GetUtcNow()));
        }

        using var second = Desk(2);
        await second.TellUntoldAsync(TestContext.Current.CancellationToken);

        Assert.Equal([null, _time.GetUtcNow()], _slack.Told.Select(alert => alert.ResolvedAt));
    }

    [Fact]
    public async Task Stand_AfterARestart_OnlyWhatIsNewIsTold_AndALookIsKeptOnce()
    {
        var saves = 0;
        _store.BeforeWrite = (_, _) => saves++;
        Task StandAsync(FailureDesk desk, params string[] parts) =>
            desk.StandAsync(FailureKind.Flow, _ => true, parts.Length == 0 ? [] : [new StandingFailure("B", parts, "It is missing", "Load it")], _time.GetUtcNow(), TestContext.Current.CancellationToken);
        using (var first = Desk(1))
        {
            await StandAsync(first, "a", "b", "c");
            _time.Advance(Repeat);
            await StandAsync(first, "a", "b", "c");
            Assert.Equal(1, saves);
        }

        using var second = Desk(2);
        await StandAsync(second, "a", "b", "c");
        Assert.Single(_slack.Told);
        await StandAsync(second, "b", "c", "d");
        Assert.Equal(2, _slack.Told.Count);
        await StandAsync(second);

        Assert.Equal([null, null, _time.GetUtcNow()], _slack.Told.Select(alert => alert.ResolvedAt));
        Assert.Equal(3, saves);
    }

    [Fact]
    public async Task Recall_SenderAddedBeforeTheOthers_TellsWhatStillFails_AndNothingIsToldTwice()
    {
        using (var first = Desk(1))
        {
            await first.HandleAllAsync(
                [Failed("FAILS"), Failed("WORKS"), new SnowflakeNotice("notice", "ACC", _time.GetUtcNow(), "budget B", "Half of it is spent.", "See what costs most.")], TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromMinutes(1));
            await first.SucceededAsync(FailureKind.Task, "WORKS", _time.GetUtcNow(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(4, _slack.Told.Count);
        var added = new OtherSender();
        using (var second = new FailureDesk([added, _slack], Repeat, _time, new StoredAlertMemory(_store, "default", 2)))
        {
            await second.TellUntoldAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(["FAILS"], added.Told);
        Assert.Equal(4, _slack.Told.Count);

        // Nor when it is taken away again.
        using var third = Desk(3);
        await third.TellUntoldAsync(TestContext.Current.CancellationToken);
        Assert.Equal(4, _slack.Told.Count);
    }

    [Fact]
    public async Task Recall_WhatAReleaseKeptThatNamedNoSenders_GoesByTheirOrder()
    {
        using (var first = Desk(1))
        {
            await first.HandleAsync(Failed("T"));
        }

        var key = Assert.Single(_store.Keys);
        var kept = Encoding.UTF8.GetString(_store[key]);
        const string Sender = "\"sender\":\"RecordingSender 1\",";
        Assert.Contains(Sender, kept, StringComparison.Ordinal);
        _store[key] = Encoding.UTF8.GetBytes(kept.Replace(Sender, "", StringComparison.Ordinal));
        using var second = Desk(2);
        await second.TellUntoldAsync(TestContext.Current.CancellationToken);
        Assert.Single(_slack.Told);
    }

    [Fact]
    public async Task Forget_TermIsOver_NothingFailsHere_AndTheNextTermKnowsWhatTheOtherProcessDid()
    {
        using var first = Desk(1);
        await first.HandleAllAsync([Failed("A"), Failed("B")], TestContext.Current.CancellationToken);
        await first.ForgetAsync();
        Assert.Empty(first.Failing);
        _time.Advance(TimeSpan.FromMinutes(1));
        using (var other = Desk(2))
        {
            await other.SucceededAsync(FailureKind.Task, "A", _time.GetUtcNow());
        }

        await first.RememberInAsync(new StoredAlertMemory(_store, "default", 3), TestContext.Current.CancellationToken);
        await first.RecallAsync(TestContext.Current.CancellationToken);
        Assert.Equal("B", Assert.Single(first.Failing).Name);
    }

    [Fact]
    public async Task Handle_ProcessWhoseTermIsOver_WritesWhatNobodyReads()
    {
        using var late = Desk(1);
        await late.HandleAsync(Failed("T"));
        using (var next = Desk(2))
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await next.SucceededAsync(FailureKind.Task, "T", _time.GetUtcNow());
        }

        await late.HandleAsync(Failed("OTHER"));
        using var third = Desk(3);
        await third.RecallAsync();

        Assert.Empty(third.Failing);
    }

    [Fact]
    public async Task Handle_StoreIsDown_PeopleAreToldAllTheSame_AndTheMessageComesAgain()
    {
        using (var first = Desk(1))
        {
            await first.HandleAsync(Failed("OLD"));
        }

        _store.BeforeWrite = (_, key) => throw new StorageException("The store is down.", _store.Location, key);
        var failed = Failed("NEW");
        using var second = Desk(2);
        await Assert.ThrowsAsync<StorageException>(() => second.HandleAsync(failed));
        Assert.Equal("NEW", _slack.Told[^1].Name);
        _store.BeforeWrite = null;
        await second.HandleAsync(failed);

        Assert.Equal(2, _slack.Told.Count);
        using var third = Desk(3);
        await third.RecallAsync();
        Assert.Equal(["NEW", "OLD"], third.Failing.Select(alert => alert.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Handle_EndlessNamesAndIds_KeepsABoundedState()
    {
        using var desk = Desk(1);
        for (var i = 0; i < 1_500; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await desk.HandleAsync(Failed($"{i:D4}{new string('T', 700)}", new string('x', 5_000)));
        }

        var kept = _store[Assert.Single(_store.Keys)];
        Assert.InRange(kept.Length, 1, 1 << 20);
        using var next = Desk(2);
        await next.RecallAsync();
        Assert.Equal(200, next.Failing.Count);
        Assert.Contains(next.Failing, alert => alert.Name.StartsWith("1499", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\":1,\"seen\":")]
    [InlineData("{\"version\":1}")]
    public async Task Recall_WhatIsThereIsNoState_PeopleAreToldAnew(string content)
    {
        await _store.PutAsync("~alerts/default/00000000000000000001.json", new MemoryStream(Encoding.UTF8.GetBytes(content)), TestContext.Current.CancellationToken);
        using var desk = Desk(2);
        await desk.HandleAsync(Failed("T"));
        Assert.Single(_slack.Told);
    }

    [Fact]
    public async Task Recall_WhatIsThereIsANewerReleases_PeopleAreToldAllTheSame_AndItIsLeftAsItIs()
    {
        const string Key = "~alerts/default/00000000000000000001.json";
        const string Newer = "{\"version\":2,\"seen\":{}}";
        _store[Key] = Encoding.UTF8.GetBytes(Newer);
        var failed = Failed("T");
        using var desk = Desk(2);

        // Again and again, as a queue delivers it: until the program is upgraded.
        for (var delivery = 0; delivery < 3; delivery++)
        {
            var error = await Assert.ThrowsAsync<ObjectVersionException>(() => desk.HandleAsync(failed));
            Assert.Equal((Key, 2, 1), (error.Key, error.Version, error.Newest));
        }

        Assert.Single(_slack.Told);
        Assert.Equal([Key], _store.Keys);
        Assert.Equal(Newer, Encoding.UTF8.GetString(_store[Key]));
    }

    [Fact]
    public async Task Recall_AFailureOfAKindThatANewerReleaseKnows_IsPassedOver_AndTheOthersAreKnown()
    {
        using (var first = Desk(1))
        {
            await first.HandleAsync(Failed("T"));
            await first.StandAsync(FailureKind.Cost, _ => true, [new StandingFailure("C", ["C"], "It costs", "Look")], _time.GetUtcNow(), TestContext.Current.CancellationToken);
        }

        var key = Assert.Single(_store.Keys);
        _store[key] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_store[key]).Replace("\"kind\":\"Cost\"", "\"kind\":\"Later\"", StringComparison.Ordinal));
        using var second = Desk(2);
        await second.RecallAsync(TestContext.Current.CancellationToken);
        Assert.Equal("T", Assert.Single(second.Failing).Name);
    }

    private sealed class OtherSender : IAlertSender
    {
        public List<string> Told { get; } = [];

        public Task SendAsync(FailureAlert alert, CancellationToken cancellationToken)
        {
            Told.Add(alert.Name);
            return Task.CompletedTask;
        }
    }

    private FailureDesk Desk(ulong term) => new([_slack], Repeat, _time, new StoredAlertMemory(_store, "default", term));

    private TaskFailed Failed(string task, string error = "It broke") =>
        new($"m{++_ids}", "ACC", _time.GetUtcNow(), task, task, [new FailedRun(_time.GetUtcNow(), _time.GetUtcNow(), _time.GetUtcNow(), $"q{_ids}", null, error)]);
}
