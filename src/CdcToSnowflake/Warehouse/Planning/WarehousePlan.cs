using System.Data.Common;
using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>What brings an account from what it has to what a model says, in order. An account that has it all gets an empty plan.</summary>
/// <remarks>
/// It may be broken off anywhere: each statement can run again, and a plan made anew goes on from what is there. Nothing that a stream stands on is ever replaced,
/// so a plan runs while files load and tasks merge.
/// </remarks>
public sealed class WarehousePlan
{
    internal WarehousePlan(IReadOnlyList<PlanStep> steps, IReadOnlyList<string> remarks, IReadOnlyList<string> queues) => (Steps, Remarks, Queues) = (steps, remarks, queues);

    /// <summary>The steps, in the order in which they must run.</summary>
    public IReadOnlyList<PlanStep> Steps { get; }

    /// <summary>What was seen and is left alone: objects and columns that the model doesn't know, pipes and file formats made from other statements, tables that keep more days than the options say, what the SDK's roles hold beyond it. A sentence each; the service logs each once.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The ARNs of the queues, or topics, that the account's pipes hear of files from, for <see cref="Storage.S3BucketNotifications"/>. Pipes that are only planned have none yet. More than one: Snowflake has made another queue in the region, and the bucket has to tell both, through an SNS topic.</summary>
    public IReadOnlyList<string> Queues { get; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Steps.Count == 0;

    /// <summary>
    /// The plan as a script that a person reads, or runs in a worksheet of Snowsight: each statement with its reason, its cost, and what it loses. Bodies of tasks and procedures are plain BEGIN … END: clients that
    /// split scripts themselves (<c>snow sql -f</c>, SnowSQL, <c>execute_string()</c>) need <c>$$</c> around them (the manual's "Using Snowflake Scripting in Snowflake CLI, SnowSQL, and Python Connector").
    /// </summary>
    /// <returns>SQL with comments.</returns>
    public string ToScript()
    {
        StringBuilder script = new();
        for (int i = 0; i < Steps.Count; i++)
        {
            PlanStep step = Steps[i];
            script.Append(CultureInfo.InvariantCulture, $"-- {i + 1}/{Steps.Count} {Line(step.Statement.Name)}: {Line(step.Reason)} ({step.Cost})\n");
            if (step.Loss is not null)
            {
                script.Append(CultureInfo.InvariantCulture, $"-- LOSES DATA: {Line(step.Loss)}\n");
            }
            script.Append(step.Statement.Text).Append(";\n\n");
        }
        foreach (string remark in Remarks)
        {
            script.Append(CultureInfo.InvariantCulture, $"-- Left alone: {Line(remark)}\n");
        }
        return script.ToString();
    }

    /// <summary>Runs the steps in order.</summary>
    /// <param name="snowflake">The account that the plan was made for.</param>
    /// <param name="acceptLoss">Whether steps that lose data may run.</param>
    /// <param name="progress">Hears of each step when it is done.</param>
    /// <param name="cancellationToken">Stops between two statements, or within one if the data source can.</param>
    /// <exception cref="PlanException">A step loses data and <paramref name="acceptLoss"/> is false; nothing was run.</exception>
    /// <exception cref="DeploymentException">Snowflake refused a statement; a plan made anew goes on from there.</exception>
    public async Task ApplyAsync(DbDataSource snowflake, bool acceptLoss = false, IProgress<PlanStep>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snowflake);
        if (!acceptLoss && Steps.FirstOrDefault(step => step.Loss is not null) is { } losing)
        {
            throw new PlanException($"{losing.Statement.Template} of {losing.Statement.Name} would lose data: {losing.Loss}. Read the plan (ToScript), and apply it with acceptLoss if that is meant.");
        }
        DbConnection connection = await snowflake.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            foreach (PlanStep step in Steps)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await StatementRun.ExecuteAsync(connection, step.Statement, step.Brand, cancellationToken).ConfigureAwait(false);
                progress?.Report(step);
            }
        }
    }

    // A name or reason with a line break in it must not end the comment.
    private static string Line(string text) => text.ReplaceLineEndings(" ");
}
