using System.Data.Common;
using CdcToSnowflake.Operations.Failures;
using CdcToSnowflake.Operations.Recovery;
using CdcToSnowflake.Sql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting.Alerts;

/// <summary>The service's failure alerts: the desk, which lives as long as the application, and what feeds it while this process works.</summary>
internal sealed class FailureAlerts : IDisposable
{
    private readonly FailureAlertOptions _options;
    private readonly RetryOptions _retry;
    private readonly IReadOnlyList<IAlertSender> _senders;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public FailureAlerts(IOptions<CdcOptions> options, ILoggerFactory loggers, TimeProvider time, IServiceProvider services)
    {
        (_options, _retry, _time) = (options.Value.Alerts, options.Value.Retry, time);
        _logger = loggers.CreateLogger("CdcToSnowflake.Alerts");
        _senders = _options.Senders(services, time);
        Desk = new FailureDesk(_senders, _options.RepeatAfter, time);
    }

    public FailureDesk Desk { get; }

    /// <summary>Reads the queue, if there is one, and sees what works again, if there is an account.</summary>
    public Task RunAsync(DbDataSource? account, Func<SnowflakeSql>? sql, CancellationToken cancellationToken) =>
        _options.QueueUrl is null ? Task.CompletedTask
        : account is null || sql is null ? new AlertQueue(_options, _retry, Desk, _logger, _time).RunAsync(cancellationToken)
        : Task.WhenAll(new AlertQueue(_options, _retry, Desk, _logger, _time).RunAsync(cancellationToken), SeeRecoveriesAsync(account, sql, cancellationToken));

    public void Dispose()
    {
        Desk.Dispose();
        foreach (var sender in _senders)
        {
            (sender as IDisposable)?.Dispose();
        }
    }

    private async Task SeeRecoveriesAsync(DbDataSource account, Func<SnowflakeSql> sql, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(_options.RecoveryInterval, _time, cancellationToken).ConfigureAwait(false);
            try
            {
                await TaskSuccesses.TellAsync(Desk, account, sql(), _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                AlertLog.RecoveryFailed(_logger, e, _options.RecoveryInterval);
            }
        }
    }
}
