using System.Globalization;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>What <c>task/settings</c> takes.</summary>
internal sealed class TaskSettings(SqlOptions options)
{
    public bool HasWarehouse => options.TaskWarehouse is not null;

    public ObjectName Warehouse => new(options.TaskWarehouse ?? "");

    public PlainText InitialSize => new(options.TaskInitialSize);

    public PlainText TargetCompletion => new(string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(options.TaskTargetCompletion.TotalSeconds)} SECONDS"));

    public long MinimumIntervalSeconds => (long)Math.Ceiling(options.TaskMinimumInterval.TotalSeconds);

    public int SuspendAfterFailures => options.TaskSuspendAfterFailures;
}
