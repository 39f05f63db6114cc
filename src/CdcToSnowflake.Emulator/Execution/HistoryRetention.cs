using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>Once a day forgets what no history shows any more, so that a file does not grow for ever: ACCOUNT_USAGE shows a year.</summary>
internal sealed class HistoryRetention(Engine engine)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);
    private const string TaskEnd = "coalesce(completed_time, scheduled_time)";
    private DateOnly _lastDay;

    public void Pass(CancellationToken cancellationToken)
    {
        var now = engine.Clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (today == _lastDay)
        {
            return;
        }

        engine.Pipes.ForgetDropped();
        var before = DuckDbText.Literal(now - Kept);
        using var session = new Session(engine);
        if (!session.Duck.IsTrue($"SELECT EXISTS (FROM __sf.load_history WHERE loaded_at < {before}) OR EXISTS (FROM __sf.task_history WHERE {TaskEnd} < {before})", cancellationToken))
        {
            _lastDay = today;
            return;
        }

        new StatementExecutor(session).Change(
            context => context.Execute($"DELETE FROM __sf.load_history WHERE loaded_at < {before}") + context.Execute($"DELETE FROM __sf.task_history WHERE {TaskEnd} < {before}"),
            StatementBinds.None,
            cancellationToken);
        _lastDay = today;
    }
}
