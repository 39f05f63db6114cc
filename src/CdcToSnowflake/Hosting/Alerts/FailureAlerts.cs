using System.Data.Common;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Hosting.Parts;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Recovery;
using CdcToSnowflake.Sql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting.Alerts;

/// <summary>The service's failure alerts: the desk, which lives as long as the application, and what feeds it while this process works.</summary>
internal sealed class FailureAlerts : IDisposable
{
    private const string Sending = "sending alerts";
    private const string Keeping = "keeping what was told of failures";

    private readonly CdcStatus _status;
    private readonly FailureAlertOptions _options;
    private readonly RetryOptions _retry;
    private readonly LostFailures _lost;
    private readonly PartMonitor _parts;
    private readonly IReadOnlyList<IAlertSender> _senders;
    private readonly TimeProvider _time;
    private readonly TimeSpan? _flowInterval;
    private readonly ILogger _logger;

    public FailureAlerts(IOptions<CdcOptions> options, CdcStatus status, ILoggerFactory loggers, TimeProvider time, IServiceProvider services)
    {
        (_options, _retry, _status, _parts, _time, _flowInterval) = (options.Value.Alerts, options.Value.Retry, status, status.Parts, time, options.Value.Flow.Interval);
        _lost = new LostFailures(options.Value, _parts);
        _logger = loggers.CreateLogger("CdcToSnowflake.Alerts");
        _senders = _options.Senders(services, time);
        Desk = new FailureDesk(_senders, _options.RepeatAfter, time);
    }

    public FailureDesk Desk { get; }

    /// <summary>Takes up what was told before, reads the queue, if there is one, sees which brands and handlers fail, and tells what could not be told. None of it needs the warehouse, so that people hear of what fails there while it can't be opened.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _parts.Begins(Keeping, isHeardOf: true);
        var queue = _options.QueueUrl is null ? Task.CompletedTask : new AlertQueue(_options, _retry, Desk, _parts, _logger, _time).RunAsync(cancellationToken);
        await Task.WhenAll(queue, LookAfterAsync(cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Sees, if there is an account, what works again, and gives up what nobody would see the end of.</summary>
    public async Task SeeRecoveriesAsync(DbDataSource? account, Func<SnowflakeSql>? sql, CancellationToken cancellationToken)
    {
        RecoveryPace tasks = new(_options.RecoveryInterval), pipes = new(_options.RecoveryInterval);
        while (true)
        {
            await Task.Delay(_options.RecoveryInterval, _time, cancellationToken).ConfigureAwait(false);
            var now = _time.GetUtcNow();
            var deployed = sql?.Invoke();
            var isAnswered = true;
            if (account is not null && deployed is not null)
            {
                isAnswered = false;
                if (tasks.IsDue(Desk.Failing.Where(alert => alert.Kind == FailureKind.Task), now))
                {
                    isAnswered = await AskAsync(tasks, now, () => TaskSuccesses.TellAsync(Desk, account, deployed, now, cancellationToken), cancellationToken).ConfigureAwait(false);
                }

                if (pipes.IsDue(Desk.Failing.Where(alert => PipeSuccesses.CanSee(alert, deployed)), now))
                {
                    await AskAsync(pipes, now, () => PipeSuccesses.TellAsync(Desk, account, deployed, cancellationToken), cancellationToken).ConfigureAwait(false);
                }
            }

            // After that: what has worked again since is told so. A task isn't given up before its history was seen.
            foreach (var (failure, why) in _lost.Among(Desk.Failing, deployed, now).Where(lost => isAnswered || lost.Failure.Kind != FailureKind.Task))
            {
                await TryAsync(() => Desk.GiveUpAsync(failure, why, cancellationToken), Untold, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose()
    {
        Desk.Dispose();
        foreach (var sender in _senders)
        {
            (sender as IDisposable)?.Dispose();
        }
    }

    private async Task LookAfterAsync(CancellationToken cancellationToken)
    {
        await TryAsync(() => Desk.RecallAsync(cancellationToken), e => AlertLog.RecallFailed(_logger, e), cancellationToken).ConfigureAwait(false);
        while (true)
        {
            await Task.Delay(_options.RecoveryInterval, _time, cancellationToken).ConfigureAwait(false);
            await TryAsync(() => TellUntoldAsync(cancellationToken), Untold, cancellationToken).ConfigureAwait(false);
            // Each by itself: what one of them can't tell to a receiver that is gone mustn't keep the rest from the others.
            await TryAsync(() => TellOfBrandsAsync(_time.GetUtcNow(), cancellationToken), Untold, cancellationToken).ConfigureAwait(false);
            await TryAsync(() => TellOfPartsAsync(_time.GetUtcNow(), cancellationToken), Untold, cancellationToken).ConfigureAwait(false);
            await TryAsync(() => TellOfHandlersAsync(_time.GetUtcNow(), cancellationToken), Untold, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TellUntoldAsync(CancellationToken cancellationToken)
    {
        await Desk.TellUntoldAsync(cancellationToken).ConfigureAwait(false);
        _parts.Works(Sending);
        _parts.Works(Keeping);
    }

    // What waits, or begins to fail, has neither failed for long nor been seen to work: what was told of it stands.
    private Task TellOfBrandsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var brands = _status.Brands.Where(brand => brand.State != BrandState.Standby).ToList();
        var seen = brands.Where(brand => brand.State == BrandState.Stopped || WorkFindings.IsClear(brand.Failures)).Select(brand => brand.Brand).ToHashSet(StringComparer.Ordinal);
        return Desk.StandAsync(FailureKind.Brand, seen.Contains, WorkFindings.Failing(brands), now, cancellationToken);
    }

    private Task TellOfHandlersAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var handlers = _status.Handlers.Where(handler => handler.State != HandlerState.Standby).ToList();
        var seen = handlers.Where(handler => handler.State == HandlerState.Stopped || WorkFindings.IsClear(handler.Failures)).Select(handler => WorkFindings.NameOf(handler.Handler, handler.Brand)).ToHashSet(StringComparer.Ordinal);
        return Desk.StandAsync(FailureKind.Handler, seen.Contains, WorkFindings.Failing(handlers), now, cancellationToken);
    }

    private Task TellOfPartsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_flowInterval is { } interval)
        {
            BlindLooks.Note(_status, interval, now);
        }

        // That alerts can't be sent is told by nobody.
        var parts = PartFindings.Failing(_parts.Troubles.Where(trouble => trouble.Key != Sending), now);
        return Desk.StandAsync(FailureKind.Service, part => _parts.WasSeenToWork(part) || parts.Any(one => one.Name == part), parts, now, cancellationToken);
    }

    // The desk throws first what its memory did; then nothing is known of the senders.
    private void Untold(Exception e)
    {
        if (e is AlertDeliveryException)
        {
            _parts.Works(Keeping);
            _parts.Fails(Sending, e);
            AlertLog.Untold(_logger, e, _options.RecoveryInterval);
        }
        else
        {
            _parts.Fails(Keeping, e);
            AlertLog.Unkept(_logger, e, _options.RecoveryInterval);
        }
    }

    private async Task<bool> AskAsync(RecoveryPace pace, DateTimeOffset now, Func<Task> question, CancellationToken cancellationToken)
    {
        var isAnswered = await TryAsync(question, e => AlertLog.RecoveryFailed(_logger, e, _options.RecoveryInterval), cancellationToken).ConfigureAwait(false);
        if (isAnswered)
        {
            pace.Asked(now);
        }

        return isAnswered;
    }

    /// <returns>Whether it didn't fail.</returns>
    private static async Task<bool> TryAsync(Func<Task> work, Action<Exception> failed, CancellationToken cancellationToken)
    {
        try
        {
            await work().ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            failed(e);
            return false;
        }
    }
}
