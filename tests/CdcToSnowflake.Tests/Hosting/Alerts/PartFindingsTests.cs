using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Tests.Operations.Failures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Tests.Hosting.Alerts;

/// <summary>A watch that is blind is told as what it would have told: it is what alerts are for.</summary>
public sealed class PartFindingsTests : IAsyncDisposable
{
    private static readonly IOException Away = new("The role has lost a right.");
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly RecordingSender _other = new();
    private readonly RecordingSender _sender = new();
    private readonly CdcStatus _status;
    private readonly FailureAlerts _alerts;

    public PartFindingsTests()
    {
        var options = new CdcOptions { Brands = { ["A"] = new BrandOptions(), ["B"] = new BrandOptions() } };
        options.Flow.Interval = Interval;
        options.Alerts.SendTo(_ => _other).SendTo(_ => _sender);
        var made = Options.Create(options);
        _status = new CdcStatus(made, _time);
        _alerts = new FailureAlerts(made, _status, NullLoggerFactory.Instance, _time, _services);
    }

    public async ValueTask DisposeAsync()
    {
        _alerts.Dispose();
        await _services.DisposeAsync();
    }

    [Theory]
    [InlineData(1, 60, false)] // its next try may do
    [InlineData(2, 4, false)]
    [InlineData(2, 5, true)]
    public void Failing_APart_IsToldOnceItDoesntPass(int failures, int minutes, bool isTold)
    {
        for (var failure = 0; failure < failures; failure++)
        {
            _status.Parts.Fails("looks at the streams", Away);
        }

        _time.Advance(TimeSpan.FromMinutes(minutes));
        Assert.Equal(isTold ? ["looks at the streams"] : [], PartFindings.Failing(_status.Parts.Troubles, _time.GetUtcNow()).Select(one => one.Name));
    }

    [Fact]
    public void Failing_APartThatHasEnded_IsToldAtOnce()
    {
        _status.Parts.Ended("looks at the streams", Away);
        Assert.StartsWith("It has ended. The role", Assert.Single(PartFindings.Failing(_status.Parts.Troubles, _time.GetUtcNow())).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AReceiverIsGone_TheOtherHearsOfPartsAfterABrandsAlertAllTheSame()
    {
        _other.Absences = int.MaxValue;
        _status.Monitor("A").Failed(new InvalidOperationException("Its binlog is gone."), canHeal: false);
        _status.Parts.Ended("looks at the streams", Away);
        using var stop = new CancellationTokenSource();
        var loop = _alerts.RunAsync(stop.Token);
        await RunningService.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(30));
                return _sender.Told.Count > 1;
            },
            "both alerts");
        Assert.Equal([(FailureKind.Brand, "A"), (FailureKind.Service, "looks at the streams")], _sender.Told.Select(alert => (alert.Kind, alert.Name)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    [Fact]
    public async Task Run_NoLookSeesAnything_IsOneAlertForAllBrands_UntilAllAreSeen()
    {
        foreach (var brand in (string[])["A", "B"])
        {
            _status.Monitor(brand).Looks = new FlowLooks(_time.GetUtcNow(), Away);
        }

        using var stop = new CancellationTokenSource();
        var loop = _alerts.RunAsync(stop.Token);
        await RunningService.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(30));
                return _sender.Told.Count > 0;
            },
            "the alert");
        var told = Assert.Single(_sender.Told);
        Assert.Equal((FailureKind.Service, "looks at the flow"), (told.Kind, told.Name));
        Assert.EndsWith("Nothing is known of the way to CI of A, B. The role has lost a right.", told.Error, StringComparison.Ordinal);

        _status.Monitor("A").Looks = new FlowLooks(_time.GetUtcNow().AddDays(1), null) { HasSeen = true };
        _status.Monitor("B").Looks = new FlowLooks(_time.GetUtcNow().AddDays(1), null);
        _time.Advance(TimeSpan.FromSeconds(30));
        await RunningService.UntilAsync(() => _status.Parts.Troubles.Count == 1, "nothing, since B wasn't seen");
        _status.Monitor("B").Looks = _status.Monitor("B").Looks! with { HasSeen = true };
        await RunningService.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(30));
                return _sender.Told.Count > 1;
            },
            "the end");
        Assert.NotNull(_sender.Told[1].ResolvedAt);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }
}
