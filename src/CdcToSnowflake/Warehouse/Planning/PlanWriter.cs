using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>Writes the steps of a plan: each statement of the generator whose effect isn't there yet, with its reason.</summary>
internal sealed partial class PlanWriter(SnowflakeSql sql, WarehouseInventory there)
{
    private const string ServerlessBills = "serverless compute by the second, when the task runs";
    private const string PipeBills = "Snowpipe by the gigabyte loaded";

    private readonly List<StepDraft> _steps = [];
    private readonly HashSet<ObjectName> _suspended = [];

    // Streams whose CI table lacks what they brought.
    private readonly HashSet<ObjectName> _unbrought = [];

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

    public void Stage(SqlStatement create, string url)
    {
        if (!there.Stages.TryGetValue(create.Object!, out StageFacts? stage))
        {
            Add(create, "there is no such stage", () => there.Stages[create.Object!] = new StageFacts(url));
        }
        else if (stage.Url.TrimEnd('/') != url.TrimEnd('/'))
        {
            // Pointing it elsewhere would leave the files of cuts unloaded that are on their way, without a word.
            throw new PlanException($"The stage {create.Name} reads {stage.Url}, and the model says {url}. Keep the brand's place in the store, or give the brand at the new place another id.");
        }
    }

    /// <summary>A table that is made as a whole: it has no columns of the source.</summary>
    /// <param name="create">Makes it.</param>
    /// <param name="later">The columns that earlier releases made it without.</param>
    public void ControlTable(SqlStatement create, IReadOnlyList<LayoutColumn> later)
    {
        ObjectName name = create.Object!;
        if (!there.Tables.TryGetValue(name, out TableFacts? table))
        {
            Add(create, "there is no such table", () => there.Tables[name] = new TableFacts(later.ToDictionary(column => column.Name, column => ColumnFacts.Of(column.Type), StringComparer.Ordinal), 0, 0));
            return;
        }
        foreach (LayoutColumn column in later.Where(column => !table.Columns.ContainsKey(column.Name)))
        {
            Add(sql.AddColumn(name, column.Name, column.Type), $"an earlier release made the table, without the column {column.Name}", () => table.Columns[column.Name] = ColumnFacts.Of(column.Type));
        }
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
    public void Progress(SqlStatement start)
    {
        if (!there.Tables.TryGetValue(start.Object!, out TableFacts? progress) || progress.Rows is 0)
        {
            Add(start, "the brand's merge has no watermark yet", () => there.Tables[start.Object!] = there.Tables[start.Object!] with { Rows = 1 });
        }
    }

    /// <summary>The stream that starts a brand's merge. One made anew tells of all manifests, so none waits for the next to come.</summary>
    public void CutStream(SqlStatement create, Func<SqlStatement> recreate)
    {
        if (!there.Streams.TryGetValue(create.Object!, out StreamFacts? stream))
        {
            Add(create, "there is no such stream", () => IsFresh(create.Object!));
        }
        else if (stream.IsStale)
        {
            Add(recreate(), "the stream is stale, so nothing starts the brand's merge", () => IsFresh(create.Object!));
        }
    }

    /// <summary>
    /// Marks a RAW table's stream before the CI table is made that it goes into: what it brought there before went with the table that was, and a plan that is broken off in between must show it.
    /// </summary>
    public void CiTableLacks(ObjectName stream, Func<SqlStatement> create, ObjectName raw)
    {
        if (there.Streams.TryGetValue(stream, out StreamFacts? facts) && facts is { IsStale: false, IsReconciled: true } && there.Tables.GetValueOrDefault(raw)?.Rows > 0)
        {
            _unbrought.Add(stream);
            Add(() => sql.Label(create(), SqlNames.UnreconciledMark), "CI's table is made, and what the stream brought to the one before it is gone", () => there.Streams[stream] = facts with { IsReconciled = false });
        }
    }

    /// <summary>
    /// The stream that brings a RAW table's changes to CI. Where one is stale, or gone from a table that has rows, nobody knows what CI missed: CI is reconciled with it. So too where that was begun and broken off.
    /// </summary>
    /// <param name="name">The stream.</param>
    /// <param name="create">Makes it.</param>
    /// <param name="reconcile">Makes it anew and reconciles CI.</param>
    /// <param name="table">RAW's table.</param>
    /// <param name="ci">CI's table, which loses the rows that RAW's lacks; null of a log, which loses none.</param>
    public void RawStream(ObjectName name, Func<SqlStatement> create, Func<SqlStatement> reconcile, ObjectName table, ObjectName? ci)
    {
        TableFacts? raw = there.Tables.GetValueOrDefault(table);
        StreamFacts? stream = there.Streams.GetValueOrDefault(name);
        string? missed = stream switch
        {
            null when raw?.Rows > 0 => "the table has rows and no stream",
            // Whatever SHOW says of it: what it stood on is gone.
            not null when raw is null => "the stream's table is gone",
            { IsStale: true } => "the stream is stale",
            not null when _unbrought.Contains(name) => "CI's table is made anew",
            { IsReconciled: false } => "the stream was made anew, and the reconciliation that belongs to it was broken off",
            _ => null,
        };
        if (missed is not null)
        {
            PlanCost cost = new(PlanCostKind.Scan) { Rows = raw?.Rows, Bytes = raw?.Bytes };
            string? loss = raw is null && ci is not null && there.Tables.GetValueOrDefault(ci) is { Rows: not 0 }
                ? $"all rows of the brand in {ci.Display}, until the table is read again, since {table.Display} is gone and is made empty. UNDROP TABLE brings it back within its retention"
                : null;
            _steps.Add(new StepDraft(reconcile, $"{missed}, so CI may lack changes: it is brought to what RAW holds of the brand", cost, Brand, () => IsFresh(name), loss));
        }
        else if (stream is null)
        {
            Add(create, "there is no such stream", () => IsFresh(name));
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

    /// <summary>Stops a task, if there is one that runs, while what it reads changes its shape; <see cref="Task"/> resumes it in any case.</summary>
    public void Suspend(SqlStatement suspend)
    {
        ObjectName name = suspend.Object!;
        if (there.Tasks.TryGetValue(name, out TaskFacts? task) && task.IsStarted)
        {
            Add(suspend, "columns get other names under it; it is made anew afterwards", () => there.Tasks[name] = there.Tasks[name] with { IsStarted = false });
            _suspended.Add(name);
        }
    }

    /// <summary>A pipe, its grants, its first look at files that were there before it, and the label that says that all of it was done.</summary>
    /// <returns>A sentence if the pipe is there and was made from another statement; else null.</returns>
    public string? Pipe(PipeDraft draft)
    {
        SqlStatement create = draft.Create;
        ObjectName name = create.Object!;
        PipeFacts? pipe = there.Pipes.GetValueOrDefault(name);
        if (pipe is { Comment.Length: > 0 })
        {
            Grants(draft.Grants);
        }
        if (pipe?.Comment == draft.Label)
        {
            return null;
        }
        if (pipe is { Comment.Length: > 0 })
        {
            return $"The pipe {create.Name} was made from another statement ({pipe.Comment}). A pipe is never altered or replaced: drop it and plan again, if it must change; what it then loads twice does no harm.";
        }
        if (pipe is null)
        {
            Add(create, "there is no such pipe", () => there.Pipes[name] = new PipeFacts("", null), Standing(PipeBills));
        }
        foreach (SqlStatement grant in draft.Grants)
        {
            Give(grant, "a new pipe has no grants");
        }
        Add(draft.Refresh, pipe is null ? "files may have been there before the pipe" : "it may not have looked at files that were there before it", Nothing);
        Add(() => sql.Label(create, draft.Label), "the next plan sees by it that the pipe is complete", () => there.Pipes[name] = there.Pipes[name] with { Comment = draft.Label });
        return null;
    }

    /// <summary>A view, made anew when the model's statement for it changes.</summary>
    public void View(SqlStatement create)
    {
        ObjectName name = create.Object!;
        string label = LabelOf(create, $"{name.Parts[^1]} of all brands");
        string? comment = there.Views.GetValueOrDefault(name);
        if (comment != label)
        {
            Add(create, comment is null ? "there is no such view" : "the view was made from another statement than the model's", () => there.Views[name] = "");
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

    private void IsFresh(ObjectName stream) => there.Streams[stream] = new StreamFacts(IsStale: false, IsReconciled: true);

    private static void Nothing()
    {
    }

    private static PlanCost Standing(string bills) => new(PlanCostKind.Standing) { Bills = bills };

    private static string LabelOf(SqlStatement made, string purpose) => LabelOf(purpose, [made]);

    /// <summary>A comment that says what something is for, and by a fingerprint what it was made from.</summary>
    public static string LabelOf(string purpose, IReadOnlyList<SqlStatement> made) => $"{purpose}; CdcToSnowflake {Convert.ToHexStringLower(Fingerprint.Of([.. made.Select(statement => statement.Text)]))}";
}
