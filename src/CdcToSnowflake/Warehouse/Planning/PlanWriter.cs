using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>Writes the steps of a plan: each statement of the generator whose effect isn't there yet, with its reason.</summary>
internal sealed partial class PlanWriter(SnowflakeSql sql, WarehouseInventory there)
{
    private const string ServerlessBills = "serverless compute by the second, when the task runs";

    private readonly List<StepDraft> _steps = [];
    private readonly HashSet<ObjectName> _suspended = [];

    /// <summary>The steps, each written out now if it wasn't yet.</summary>
    public IReadOnlyList<PlanStep> Write() => InOrder.Select(_steps, draft => draft.Write());

    /// <summary>The brand that the next steps are for; null for all.</summary>
    public string? Brand { get; set; }

    /// <summary>A database, schema, format or anything else that is there or isn't.</summary>
    public void Missing(SqlStatement create, HashSet<ObjectName> known, string what)
    {
        if (!known.Contains(create.Object!))
        {
            Add(create, $"there is no such {what}", () => known.Add(create.Object!));
        }
    }

    /// <summary>A file format. One that is there is never altered: pipes read by it meanwhile.</summary>
    /// <returns>A sentence if the format is there and was made from another statement; else null.</returns>
    public string? FileFormat(SqlStatement create)
    {
        ObjectName name = create.Object!;
        string label = LabelOf(create, "Reads files of the store");
        string? comment = there.FileFormats.GetValueOrDefault(name);
        if (comment == label)
        {
            return null;
        }
        if (comment is { Length: > 0 })
        {
            return $"The file format {create.Name} was made from another statement ({comment}), and files are read by it as it is. Bring it to the model's by ALTER FILE FORMAT, and run {sql.Label(create, label).Text}.";
        }
        if (comment is null)
        {
            Add(create, "there is no such file format", () => there.FileFormats[name] = "");
        }
        Add(sql.Label(create, label), "the next plan sees by it what the file format was made from", () => there.FileFormats[name] = label);
        return null;
    }

    /// <summary>A brand's stage.</summary>
    /// <param name="create">Makes it.</param>
    /// <param name="url">Where it points to.</param>
    /// <param name="integration">Its storage integration; null for none, and then one that is there keeps its own.</param>
    /// <param name="integrate">Gives one that is there the integration.</param>
    public void Stage(SqlStatement create, string url, string? integration, Func<SqlStatement> integrate)
    {
        ObjectName name = create.Object!;
        if (!there.Stages.TryGetValue(name, out StageFacts? stage))
        {
            Add(create, "there is no such stage", () => there.Stages[name] = new StageFacts(url, integration));
        }
        else if (stage.Url.TrimEnd('/') != url.TrimEnd('/'))
        {
            // Pointing it elsewhere would leave the files of cuts unloaded that are on their way, without a word.
            string folder = stage.Url.TrimEnd('/').Split('/')[^1];
            string twice = url.TrimEnd('/') == $"{stage.Url.TrimEnd('/')}/{folder}" ? $"The brand's folder stands in it twice: pass the store's location, without {folder}. " : "";
            throw new PlanException($"The stage {create.Name} reads {stage.Url}, and the model says {url}. {twice}Keep the brand's place in the store, or give the brand at the new place another id. If the stage never pointed to the brand's folder, so that nothing was ever loaded: drop it and the pipes of its schema, and plan again.");
        }
        else if (integration is not null && stage.Integration != integration)
        {
            Add(integrate, $"its storage integration is {(string.IsNullOrEmpty(stage.Integration) ? "none" : stage.Integration)}, not {integration}", () => there.Stages[name] = stage with { Integration = integration });
        }
    }

    /// <summary>A table's days of time travel. More are given to one that is there; fewer would take history away, so it keeps what it has.</summary>
    /// <returns>A sentence if it keeps more than the options say; else null.</returns>
    public string? Retention(ObjectName name, TableFacts table, int days)
    {
        if (table.RetentionDays < days)
        {
            Add(
                sql.SetRetention(name, days), $"it keeps {table.RetentionDays} days of time travel, not {days}",
                () => there.Tables[name] = there.Tables[name] with { RetentionDays = days }, Standing("the storage of what the table held in those days"));
        }
        return table.RetentionDays > days
            ? $"{name.Display} keeps {table.RetentionDays} days of time travel, and the options say {days}. Fewer take history away: if that is meant, run {sql.SetRetention(name, days).Text}."
            : null;
    }

    /// <summary>For how many days the changes of a schema's tables may be kept for streams: one of them was asked, and is the last to get others, so that a plan that is broken off is seen.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="days">How many are to be.</param>
    /// <returns>A sentence if they keep more than the options say; else null.</returns>
    public string? Extension(IEnumerable<ObjectName> tables, int days)
    {
        List<ObjectName> old = [.. tables.Where(name => there.Tables.TryGetValue(name, out TableFacts? table) && table.CreatedOn is not null).OrderBy(name => there.Tables[name].ExtensionDays is not null)];
        if (old.Count == 0 || there.Tables[old[^1]].ExtensionDays is not { } known || known == days)
        {
            return null;
        }
        if (known > days)
        {
            return $"{old[^1].Display} may keep changes for its streams for {known} days, and perhaps the other tables of its schema, and the options say {days}. Fewer let streams go stale sooner: if that is meant, run {sql.SetExtension(old[^1], days).Text.Trim()}, and likewise for the others.";
        }
        foreach (ObjectName name in old)
        {
            Add(
                sql.SetExtension(name, days), $"its changes may be kept for its streams for {days} days; {old[^1].Display}, which was made first, says {known}",
                () => there.Tables[name] = there.Tables[name] with { ExtensionDays = there.Tables[name].ExtensionDays is null ? null : days }, Standing("the storage of what the table held in those days, while a stream isn't read"));
        }
        return null;
    }

    /// <summary>The clustering key of a table that has none, or the default's, where the options name columns. One of other hands stays: it may be the cost report's advice, and another order of a large table is paid for.</summary>
    /// <param name="name">The table.</param>
    /// <param name="table">What it is like.</param>
    /// <param name="columns">The key's columns; none for any.</param>
    /// <param name="byDefault">The column that CI's tables are clustered by where the options name none.</param>
    /// <returns>A sentence if it has another; else null.</returns>
    public string? ClusteringKey(ObjectName name, TableFacts table, IReadOnlyList<string> columns, string byDefault)
    {
        if (columns.Count == 0 || table.ClusterBy is not { } key || Inventory.ClusteringKey.IsOf(key, columns))
        {
            return null;
        }
        SqlStatement alter = sql.SetClusteringKey(name, columns);
        if (key.Length > 0 && !Inventory.ClusteringKey.IsOf(key, [byDefault]))
        {
            return $"{name.Display} is clustered by {key}, and the options say {string.Join(", ", columns)}. Another order of the whole table is paid for: if that is meant, run {alter.Text.Trim()}.";
        }
        Add(
            alter, $"its clustering key is {(key.Length == 0 ? "none" : $"the default's, {key}")}, and the options say {string.Join(", ", columns)}",
            () => there.Tables[name] = there.Tables[name] with { ClusterBy = $"LINEAR({string.Join(", ", columns.Select(column => new ObjectName(column).Quoted))})" }, Standing("automatic clustering, until the table is in that order"));
        return null;
    }

    /// <summary>A table that is made as a whole: it has no columns of the source.</summary>
    /// <param name="create">Makes it.</param>
    /// <param name="later">The columns that earlier releases made it without.</param>
    /// <param name="retentionDays">Its days of time travel, if the options say.</param>
    /// <returns>A sentence if it keeps more than the options say; else null.</returns>
    public string? ControlTable(SqlStatement create, IReadOnlyList<LayoutColumn> later, int? retentionDays = null)
    {
        ObjectName name = create.Object!;
        if (!there.Tables.TryGetValue(name, out TableFacts? table))
        {
            Add(create, "there is no such table", () => there.Tables[name] = new TableFacts(later.ToDictionary(column => column.Name, column => ColumnFacts.Of(column.Type), StringComparer.Ordinal), 0, 0));
            return null;
        }
        foreach (LayoutColumn column in later.Where(column => !table.Columns.ContainsKey(column.Name)))
        {
            Add(sql.AddColumn(name, column.Name, column.Type), $"an earlier release made the table, without the column {column.Name}", () => table.Columns[column.Name] = ColumnFacts.Of(column.Type));
        }
        return retentionDays is { } days ? Retention(name, table, days) : null;
    }

    /// <summary>A row access policy. One whose body is another gets this one, and stays on the views that it is on.</summary>
    /// <param name="create">Makes it.</param>
    /// <param name="body">Its body. Where a user's template writes another into <paramref name="create"/>, nothing is compared.</param>
    /// <param name="alter">Gives it the body.</param>
    public void Policy(SqlStatement create, string body, Func<SqlStatement> alter)
    {
        ObjectName name = create.Object!;
        if (!there.Policies.TryGetValue(name, out string? found))
        {
            Add(create, "there is no such row access policy", () => there.Policies[name] = body);
        }
        else if (create.Text.Contains(body, StringComparison.Ordinal) && !IsSame(found, body))
        {
            Add(alter, "the policy decides otherwise than the model's: another body", () => there.Policies[name] = body);
        }
    }

    // An account may print the same body with other spaces.
    private static bool IsSame(string a, string b) => string.Join(' ', a.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) == string.Join(' ', b.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The watermark's first row; it is missing too where a plan was broken off behind its table.</summary>
    /// <param name="start">Writes it.</param>
    /// <param name="raw">The schema of what was merged.</param>
    public void Progress(SqlStatement start, ObjectName raw)
    {
        if (!there.Tables.TryGetValue(start.Object!, out TableFacts? progress) || progress.Rows is 0)
        {
            if (there.Tables.FirstOrDefault(table => table.Key.Parent.Equals(raw) && table.Value.Rows > 0 && table.Value.Columns.ContainsKey(MetaColumn.Cut)) is { Key: { } merged })
            {
                // From 0 it would wait for cuts that were purged, or take RAW and CI back in time.
                throw new PlanException(
                    $"The brand's watermark is gone ({start.Name}), though {merged.Display} has rows: how far its merge had come, nobody knows. Bring the table back, with UNDROP TABLE or by a clone of an earlier time, within its retention, and start again; "
                    + "else begin the brand anew under another id (samples/docs/disaster.md).");
            }
            Add(start, "the brand's merge has no watermark yet", () => there.Tables[start.Object!] = there.Tables[start.Object!] with { Rows = 1 });
        }
    }

    /// <summary>A procedure that tasks to come call. It stands beside those that tasks call now, since its name tells what is in it.</summary>
    public void Procedure(SqlStatement create) => Missing(create, there.Procedures, "procedure");

    /// <summary>Drops a schema's procedures that its task no longer calls, now that it is replaced.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="called">Those that it calls.</param>
    public void DropProcedures(ObjectName schema, HashSet<ObjectName> called)
    {
        foreach (ObjectName left in there.Procedures.Where(name => name.Parent.Equals(schema) && !called.Contains(name)).OrderBy(name => name.Display, StringComparer.Ordinal).ToList())
        {
            Add(
                sql.DropProcedure(left, ProcedureKind.Of(left.Parts[^1])!),
                "no task calls it any more; a run that began before its task was replaced may fail on it, is rolled back, and the next one merges",
                () => there.Procedures.Remove(left));
        }
    }

    /// <summary>A task with all that it needs to run: made, those that follow it, its grants, its label, and last its resumption.</summary>
    public void Task(IReadOnlyList<SqlStatement> setUp, string purpose)
    {
        SqlStatement create = setUp[0];
        ObjectName name = create.Object!;
        List<SqlStatement> graph = [create, .. setUp.Where(statement => statement.Template == SnowflakeSql.FollowUp)];
        string label = LabelOf(purpose, graph);
        TaskFacts? task = there.Tasks.GetValueOrDefault(name);
        bool isSame = task?.Comment == label;
        if (!isSame)
        {
            if (task?.IsStarted == true && !_suspended.Contains(name))
            {
                // Nothing of a task graph is replaced while its root is started; and a task that left the options may follow it.
                Add(sql.SuspendTask(name), "it is made anew", () => there.Tasks[name] = there.Tasks[name] with { IsStarted = false });
            }
            Add(create, task is null ? "there is no such task" : "the task was made from another statement than the model's", () => there.Tasks[name] = new TaskFacts(IsStarted: false, ""), Standing(ServerlessBills));
            foreach (SqlStatement statement in setUp.Skip(1).SkipLast(1))
            {
                if (IsGrant(statement))
                {
                    Give(statement, "a new task has no grants");
                }
                else
                {
                    Add(statement, "it follows a new task", Nothing);
                }
            }
            Add(sql.Label(create, label), "the next plan sees by it what the task was made from", () => there.Tasks[name] = there.Tasks[name] with { Comment = label });
        }
        else
        {
            List<SqlStatement> grants = [.. setUp.Where(statement => IsGrant(statement) && statement.Template != SnowflakeSql.OwnAllTasks)];
            if (grants.SelectMany(GrantText.Of).Any(fact => fact is { Privilege: "OWNERSHIP", Kind: "TASK" } && !there.Grants.Contains(fact)))
            {
                // A task that gets another owner is suspended.
                _suspended.Add(name);
            }
            Grants(grants);
        }
        if (setUp.FirstOrDefault(statement => statement.Template == SnowflakeSql.OwnAllTasks) is { } own)
        {
            if (!isSame)
            {
                // A task that gets another owner is suspended, the schema's others as well.
                _suspended.UnionWith(there.Tasks.Where(other => other.Value.IsStarted && other.Key.Parent.Equals(name.Parent)).Select(other => other.Key));
            }
            // What is given on all tasks at once is seen, later, on each.
            Given.UnionWith(graph.Select(made => new GrantFact(own.Grantee!.Parts[0], "OWNERSHIP", "TASK", made.Object!, IsFuture: false)));
        }
        if (!isSame || !task!.IsStarted || _suspended.Contains(name))
        {
            Add(setUp[^1], isSame ? "the task is suspended" : "a new task is suspended", () => there.Tasks[name] = there.Tasks[name] with { IsStarted = true });
        }
    }

    /// <summary>Takes a task away, if it is there, that options no longer ask for.</summary>
    public void NoTask(SqlStatement drop, string reason)
    {
        if (there.Tasks.ContainsKey(drop.Object!))
        {
            Add(drop, reason, () => there.Tasks.Remove(drop.Object!));
        }
    }

    /// <summary>Stops a task, if there is one that runs, while what it reads changes; <see cref="Task"/> resumes it in any case.</summary>
    public void Suspend(SqlStatement suspend, string reason)
    {
        ObjectName name = suspend.Object!;
        if (there.Tasks.TryGetValue(name, out TaskFacts? task) && task.IsStarted && _suspended.Add(name))
        {
            Add(suspend, reason, () => there.Tasks[name] = there.Tasks[name] with { IsStarted = false });
        }
    }

    /// <summary>A view, made anew when the model's statement for it changes.</summary>
    /// <param name="create">Makes it.</param>
    /// <param name="replace">Makes it in the place of one that is there, with what roles hold on that.</param>
    public void View(SqlStatement create, Func<SqlStatement> replace)
    {
        ObjectName name = create.Object!;
        string label = LabelOf(create, $"{name.Parts[^1]} of all brands");
        string? comment = there.Views.GetValueOrDefault(name);
        if (comment != label)
        {
            Add(comment is null ? create : replace(), comment is null ? "there is no such view" : "the view was made from another statement than the model's", () => there.Views[name] = "");
            Add(sql.Label(create, label), "the next plan sees by it what the view was made from", () => there.Views[name] = label);
        }
    }

    /// <summary>The semantic view, made anew when the model's statement for it changes.</summary>
    public void Semantics(SqlStatement create)
    {
        ObjectName name = create.Object!;
        string label = LabelOf(create, sql.Options.Api!.Semantics!.Comment);
        string? comment = there.SemanticViews.GetValueOrDefault(name);
        if (comment != label)
        {
            Add(create, comment is null ? "there is no such semantic view" : "the semantic view was made from another statement than the model's", () => there.SemanticViews[name] = "");
            Add(sql.LabelSemantics(create, label), "the next plan sees by it what the semantic view was made from", () => there.SemanticViews[name] = label);
        }
    }

    /// <summary>A budget and its settings, which can't be seen one by one.</summary>
    public void Budget(IReadOnlyList<SqlStatement> setUp)
    {
        if (setUp.Count == 0)
        {
            return;
        }
        ObjectName name = setUp[0].Object!;
        string label = LabelOf("CDC of all brands", setUp);
        string? comment = there.Budgets.GetValueOrDefault(name);
        if (comment != label)
        {
            foreach (SqlStatement statement in setUp)
            {
                Add(statement, comment is null ? "there is no such budget" : "the budget was made from other statements than the model's", Nothing);
            }
            Add(sql.LabelBudget(setUp[0], label), "the next plan sees by it what the budget was made from", () => there.Budgets[name] = label);
        }
    }

    /// <param name="statement">The statement.</param>
    /// <param name="reason">Why it is there.</param>
    /// <param name="effect">Notes in the inventory what it did.</param>
    /// <param name="cost">What it costs; null for metadata only.</param>
    public void Add(SqlStatement statement, string reason, Action effect, PlanCost? cost = null) => Add(() => statement, reason, effect, cost);

    /// <summary>As <see cref="Add(SqlStatement, string, Action, PlanCost?)"/>, of a statement that is written last, when all of them are.</summary>
    public void Add(Func<SqlStatement> statement, string reason, Action effect, PlanCost? cost = null) => _steps.Add(new StepDraft(statement, reason, cost ?? PlanCost.Metadata, Brand, effect));

    private static void Nothing()
    {
    }

    private static PlanCost Standing(string bills) => new(PlanCostKind.Standing) { Bills = bills };

    private static string LabelOf(SqlStatement made, string purpose) => LabelOf(purpose, [made]);

    /// <summary>A comment that says what something is for, and by a fingerprint what it was made from.</summary>
    public static string LabelOf(string purpose, IReadOnlyList<SqlStatement> made) => $"{purpose}; CdcToSnowflake {Convert.ToHexStringLower(Fingerprint.Of([.. made.Select(statement => statement.Text)]))}";
}
