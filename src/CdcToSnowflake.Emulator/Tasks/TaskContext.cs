using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>What the functions of a task's body and condition ask about its run.</summary>
internal sealed class TaskContext(TaskObject task, GraphRun run)
{
    /// <summary>SYSTEM$SET_RETURN_VALUE's last one.</summary>
    public string? ReturnValue { get; set; }

    /// <summary>SYSTEM$GET_TASK_GRAPH_CONFIG.</summary>
    public string? Config(string? path) => GraphConfig.Value(run.Config, path);

    /// <summary>SYSTEM$GET_PREDECESSOR_RETURN_VALUE: of the only enabled predecessor, or of the named one, which may be any ancestor.</summary>
    public string? Predecessor(string? name, TextPosition position)
    {
        var enabled = task.After.Where(parent => parent == run.Root.Name || run.Graph.InOrder.Any(other => other.Name == parent && other.IsStarted)).ToList();
        if (name is null)
        {
            return enabled.Count == 1
                ? run.ReturnedBy(enabled[0])
                : throw SnowflakeException.Compilation(position, $"SYSTEM$GET_PREDECESSOR_RETURN_VALUE needs a name: task {task.Key} has {enabled.Count} enabled predecessors.");
        }

        return enabled.Contains(name) || IsAncestor(name)
            ? run.ReturnedBy(name)
            : throw SnowflakeException.Compilation(position, $"'{name}' is no enabled predecessor of task {task.Key} (task names are case-sensitive here).");
    }

    /// <summary>SYSTEM$TASK_RUNTIME_INFO.</summary>
    public string? Info(string name, TextPosition position) => name.ToUpperInvariant() switch
    {
        "CURRENT_TASK_NAME" => task.Name,
        "CURRENT_ROOT_TASK_NAME" => run.Root.Name,
        "CURRENT_ROOT_TASK_UUID" => run.Root.Uuid,
        "CURRENT_TASK_GRAPH_RUN_GROUP_ID" => run.GroupId,
        "CURRENT_TASK_GRAPH_ORIGINAL_SCHEDULED_TIMESTAMP" => Text(run.OriginallyScheduled),
        "LAST_SUCCESSFUL_TASK_GRAPH_RUN_GROUP_ID" => run.LastSuccess?.Value?.GroupId,
        "LAST_SUCCESSFUL_TASK_GRAPH_ORIGINAL_SCHEDULED_TIMESTAMP" => Text(run.LastSuccess?.Value?.Scheduled),
        _ => throw SnowflakeException.Compilation(position, $"SYSTEM$TASK_RUNTIME_INFO knows no '{name}'."),
    };

    private bool IsAncestor(string name)
    {
        var waiting = new Queue<string>(task.After);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var above))
        {
            if (seen.Add(above) && run.Graph.InOrder.FirstOrDefault(parent => parent.Name == above) is { } parent && (parent.IsStarted || parent.IsRoot))
            {
                if (above == name)
                {
                    return true;
                }

                foreach (var next in parent.After)
                {
                    waiting.Enqueue(next);
                }
            }
        }

        return false;
    }

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) is { } text ? text + " Z" : null;
}
