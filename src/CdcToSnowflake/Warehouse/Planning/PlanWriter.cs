using System.Security.Cryptography;
using System.Text;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>Writes the steps of a plan: each statement of the generator whose effect isn't there yet, with its reason.</summary>
internal sealed class PlanWriter(SnowflakeSql sql, WarehouseInventory there)
{
    private const string ServerlessBills = "serverless compute by the second, when the task runs";
    private const string PipeBills = "Snowpipe by the gigabyte loaded";

    private readonly List<PlanStep> _steps = [];

    public IReadOnlyList<PlanStep> Steps => _steps;

    /// <summary>A database, schema, format or anything else that is there or isn't.</summary>
    public void Missing(SqlStatement create, IReadOnlySet<ObjectName> known, string what)
    {
        if (!known.Contains(create.Object!))
        {
            Add(create, $"there is no such {what}");
        }
    }

    public void Stage(SqlStatement create, string url)
    {
        if (!there.Stages.TryGetValue(create.Object!, out StageFacts? stage))
        {
            Add(create, "there is no such stage");
        }
        else if (stage.Url.TrimEnd('/') != url.TrimEnd('/'))
        {
            // Pointing it elsewhere would leave the files of cuts unloaded that are on their way, without a word.
            throw new PlanException($"The stage {create.Name} reads {stage.Url}, and the model says {url}. Keep the brand's place in the store, or give the brand at the new place another id.");
        }
    }

    /// <summary>A table that is made as a whole: it has no columns of the source.</summary>
    public void ControlTable(SqlStatement create)
    {
        if (!there.Tables.ContainsKey(create.Object!))
        {
            Add(create, "there is no such table");
        }
    }

    /// <summary>The watermark's first row; it is missing too where a plan was broken off behind its table.</summary>
    public void Progress(SqlStatement start)
    {
        if (!there.Tables.TryGetValue(start.Object!, out TableFacts? progress) || progress.Rows is 0)
        {
            Add(start, "the brand's merge has no watermark yet");
        }
    }

    public void Stream(SqlStatement create, ObjectName table)
    {
        if (!there.Streams.TryGetValue(create.Object!, out StreamFacts? stream))
        {
            TableFacts? facts = there.Tables.GetValueOrDefault(table);
            bool isScan = create.Template == "stream/create-raw" && facts?.Rows > 0;
            Add(
                create, isScan ? "there is no such stream; its first reading brings all rows of the table" : "there is no such stream",
                isScan ? new PlanCost(PlanCostKind.Scan) { Rows = facts!.Rows, Bytes = facts.Bytes } : null);
        }
    }

    /// <summary>A task with all that it needs to run: made, its grants, its label, and last its resumption.</summary>
    public void Task(IReadOnlyList<SqlStatement> setUp, string purpose)
    {
        SqlStatement create = setUp[0];
        string label = LabelOf(create, purpose);
        TaskFacts? task = there.Tasks.GetValueOrDefault(create.Object!);
        bool isSame = task?.Comment == label;
        if (!isSame)
        {
            Add(create, task is null ? "there is no such task" : "the task was made from another statement than the model's", Standing(ServerlessBills));
            foreach (SqlStatement grant in setUp.Skip(1).SkipLast(1))
            {
                Add(grant, "a new task has no grants");
            }
            Add(sql.Label(create, label), "the next plan sees by it what the task was made from");
        }
        if (!isSame || !task!.IsStarted)
        {
            Add(setUp[^1], isSame ? "the task is suspended" : "a new task is suspended");
        }
    }

    /// <summary>Stops a task, if there is one that runs, while what it reads changes its shape.</summary>
    public void Suspend(SqlStatement suspend)
    {
        if (there.Tasks.TryGetValue(suspend.Object!, out TaskFacts? task) && task.IsStarted)
        {
            Add(suspend, "columns get other names under it; it is made anew afterwards");
            // What the account will have by then, so that the task is resumed in any case.
            there.Tasks[suspend.Object!] = task with { IsStarted = false };
        }
    }

    /// <summary>A pipe, its grants, its first look at files that were there before it, and the label that says that all of it was done.</summary>
    /// <returns>A sentence if the pipe is there and was made from another statement; else null.</returns>
    public string? Pipe(IReadOnlyList<SqlStatement> setUp)
    {
        SqlStatement create = setUp[0];
        string label = LabelOf(create, "Loads changes");
        PipeFacts? pipe = there.Pipes.GetValueOrDefault(create.Object!);
        if (pipe?.Comment == label)
        {
            return null;
        }
        if (pipe is { Comment.Length: > 0 })
        {
            return $"The pipe {create.Name} was made from another statement ({pipe.Comment}). A pipe is never altered or replaced: drop it and plan again, if it must change; what it then loads twice does no harm.";
        }
        if (pipe is null)
        {
            Add(create, "there is no such pipe", Standing(PipeBills));
        }
        foreach (SqlStatement grant in setUp.Skip(1).SkipLast(1))
        {
            Add(grant, "a new pipe has no grants");
        }
        Add(setUp[^1], pipe is null ? "files may have been there before the pipe" : "it may not have looked at files that were there before it");
        Add(sql.Label(create, label), "the next plan sees by it that the pipe is complete");
        return null;
    }

    public void Add(SqlStatement statement, string reason, PlanCost? cost = null) => _steps.Add(new PlanStep(statement, reason, cost ?? PlanCost.Metadata));

    private static PlanCost Standing(string bills) => new(PlanCostKind.Standing) { Bills = bills };

    private static string LabelOf(SqlStatement made, string purpose) =>
        $"{purpose}; CdcToSnowflake {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made.Text)).AsSpan(0, 8))}";
}
