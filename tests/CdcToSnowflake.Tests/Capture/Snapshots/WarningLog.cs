using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Keeps what people would be warned of.</summary>
internal sealed class WarningLog(LogLevel least = LogLevel.Warning) : ILogger
{
    private readonly ConcurrentQueue<string> _warnings = new();

    public IReadOnlyCollection<string> Warnings => _warnings;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _warnings.Enqueue(formatter(state, exception));
        }
    }
}
