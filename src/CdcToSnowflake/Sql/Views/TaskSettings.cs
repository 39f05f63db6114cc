using System.Globalization;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>What <c>task/settings</c> takes.</summary>
/// <param name="options">The options.</param>
/// <param name="schedule">The schedule as SCHEDULE's text; null for a task that is triggered.</param>
/// <param name="tag">The tag of what it runs; null for a task of the user's own, which <c>task/compute</c> alone is for.</param>
internal sealed class TaskSettings(SqlOptions options, string? schedule = null, string? tag = null)
{
    public bool HasWarehouse => options.TaskWarehouse is not null;

    public ObjectName Warehouse => new(options.TaskWarehouse ?? "");

    public PlainText InitialSize => new(SqlText.Keyword(options.TaskInitialSize).Text);

    public PlainText MaxSize => new(SqlText.Keyword(options.TaskMaxSize).Text);

    public PlainText TargetCompletion => new(Seconds(options.TaskTargetCompletion));

    public bool HasSchedule => schedule is not null;

    public PlainText Schedule => new(schedule ?? "");

    public PlainText QueryTag => new(tag ?? "");

    public long MinimumIntervalSeconds => (long)Math.Ceiling(options.TaskMinimumInterval.TotalSeconds);

    public long TimeoutMilliseconds => (long)Math.Ceiling(options.TaskTimeout.TotalMilliseconds);

    public int SuspendAfterFailures => options.TaskSuspendAfterFailures;

    public int Retries => options.TaskRetries;

    public bool HasErrorIntegration => options.ErrorIntegrationName is not null;

    public ObjectName ErrorIntegration => new(options.ErrorIntegrationName ?? "");

    /// <summary>A time as tasks' intervals and schedules take it.</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(time.TotalSeconds)} SECONDS");
}
