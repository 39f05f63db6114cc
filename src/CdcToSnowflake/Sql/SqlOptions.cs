using System.Text.RegularExpressions;
using CdcToSnowflake.Sql.Accounts;

namespace CdcToSnowflake.Sql;

/// <summary>What the generated SQL says beyond the model. Ranges of Snowflake from the manual's CREATE TASK and CREATE TABLE.</summary>
public sealed partial record SqlOptions
{
    /// <summary>The warehouse that runs the tasks; null for serverless tasks.</summary>
    /// <value>The default is null.</value>
    public string? TaskWarehouse { get; init; }

    /// <summary>The size of the first serverless runs, before Snowflake knows better: at most <see cref="TaskMaxSize"/>.</summary>
    /// <value>The default is <see cref="WarehouseSize.XSmall"/>.</value>
    public WarehouseSize TaskInitialSize { get; init; }

    /// <summary>The largest size that Snowflake may give a serverless run: up to <see cref="WarehouseSize.XXLarge"/>.</summary>
    /// <value>The default is <see cref="WarehouseSize.XXLarge"/>, as Snowflake's.</value>
    public WarehouseSize TaskMaxSize { get; init; } = WarehouseSize.XXLarge;

    /// <summary>In what time a serverless run should be done; Snowflake sizes it by that.</summary>
    /// <value>The default is one minute; 10 s to a day.</value>
    public TimeSpan TaskTargetCompletion { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The shortest time between two runs of a task that is triggered.</summary>
    /// <value>The default is 10 s, Snowflake's least; 10 s to 7 days.</value>
    public TimeSpan TaskMinimumInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What one transaction of the merge into RAW holds.</summary>
    /// <value>The default is <see cref="MergeScope.Brand"/>.</value>
    public MergeScope RawScope { get; init; }

    /// <summary>What loads files into STG. With <see cref="LoadMode.Task"/> the merge into RAW runs on <see cref="TaskSchedule"/>, or each minute if that is null. A task loads files of any age; a new pipe sees those of the last 7 days. Pipes that are there when the task begins to load are left, and a plan tells of them.</summary>
    /// <value>The default is <see cref="LoadMode.Pipes"/>.</value>
    public LoadMode Loading { get; init; }

    /// <summary>For how long STG keeps what is merged before a task of its own purges it; 14 days, as long as a pipe remembers files, is a good choice. A comparison of RAW with its source (<c>TableReconciler</c>) needs what came while it read and waited for the merge.</summary>
    /// <value>The default is null, for ever, and there is no such task; 1 minute to 10 years, whole seconds.</value>
    public TimeSpan? StgKeep { get; init; }

    /// <summary>When STG is purged, as the manual's CREATE TASK takes it after SCHEDULE: <c>USING CRON</c>, five fields and a time zone; or <c>n MINUTES</c> or the like.</summary>
    /// <value>The default is <c>USING CRON 17 3 * * * UTC</c>: each night.</value>
    public string PurgeSchedule { get; init; } = "USING CRON 17 3 * * * UTC";

    /// <summary>How often the merge tasks look for data, instead of being triggered by it.</summary>
    /// <value>The default is null: they are triggered; 10 s to 8 days.</value>
    public TimeSpan? TaskSchedule { get; init; }

    /// <summary>After what time a run is ended.</summary>
    /// <value>The default is one hour, as Snowflake's; 1 s to 7 days.</value>
    public TimeSpan TaskTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After how many failed runs in a row a task is suspended; 0 for never.</summary>
    /// <value>The default is 10, as Snowflake's; not negative.</value>
    public int TaskSuspendAfterFailures { get; init; } = 10;

    /// <summary>How often a failed run is tried again at once.</summary>
    /// <value>The default is 0, as Snowflake's; 0 to 30.</value>
    public int TaskRetries { get; init; }

    /// <summary>
    /// How many cuts one run of a merge into RAW takes; the next run takes the next. So a backlog that is too long for <see cref="TaskTimeout"/> is worked off in parts, instead of growing with each run that is
    /// rolled back.
    /// </summary>
    /// <value>The default is 360: an hour of cuts at capture's own interval; 1 to 1,000,000.</value>
    public int MaxCutsPerRun { get; init; } = 360;

    /// <summary>
    /// How long a merge task's text may be, in bytes of UTF-8: beyond it the tables' statements go into procedures that the task calls within its transaction. The manual's "Limits on query text size" recommends at most 1 MB a statement.
    /// </summary>
    /// <value>The default is 900,000; 1,000 to 10,000,000.</value>
    public int MaxTaskBytes { get; init; } = 900_000;

    /// <summary>How many bytes of statements one such procedure may hold; a single table's that are longer stand alone.</summary>
    /// <value>The default is 90,000: the manual's "Writing stored procedures in Snowflake Scripting" recommends at most 100 KB; 1,000 to 10,000,000.</value>
    public int MaxProcedureBytes { get; init; } = 90_000;

    /// <summary>Tasks of the user's own that run after the merges, each after those that it names.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<FollowUpTask> FollowUps { get; init; } = [];

    /// <summary>The notification integration that pipes and tasks send their failures to, a name as Snowflake stores it. Pipes that tell nobody get it; one that tells another is left as it is.</summary>
    /// <value>The default is null: that of <see cref="Account"/>, if it has one.</value>
    public string? ErrorIntegration { get; init; }

    /// <summary>The ARN of the SNS topic that the bucket sends its events to, for pipes to subscribe to; null if it sends them to the pipes' own queues.</summary>
    /// <value>The default is null.</value>
    public string? PipeSnsTopic { get; init; }

    /// <summary>Days of time travel of STG tables and the manifests' table. They can be loaded again from the object store, so little is needed. A table that has fewer gets them, one that has more keeps them.</summary>
    /// <value>The default is 1; 0 to 90.</value>
    public int StgRetentionDays { get; init; } = 1;

    /// <summary>Days of time travel of RAW tables; more than 1 needs Snowflake's Enterprise Edition. A table that has fewer gets them, one that has more keeps them.</summary>
    /// <value>The default is 1, as Snowflake's; 0 to 90.</value>
    public int RawRetentionDays { get; init; } = 1;

    /// <summary>Days for which Snowflake may keep the changes of a RAW table, and of the manifests' table, so that a stream that isn't read doesn't go stale. Tables that have fewer get them, those that have more keep them. A plan looks at a brand's oldest RAW table and at its manifests' table, and not where this is the default.</summary>
    /// <value>The default is 14, as Snowflake's; 0 to 90.</value>
    public int RawExtensionDays { get; init; } = DefaultRawExtensionDays;

    /// <summary>Days of time travel of CI tables; more than 1 needs Snowflake's Enterprise Edition. A table that has fewer gets them, one that has more keeps them.</summary>
    /// <value>The default is 1, as Snowflake's; 0 to 90.</value>
    public int CiRetentionDays { get; init; } = 1;

    /// <summary>The API's views; null for none.</summary>
    /// <value>The default is null.</value>
    public ApiOptions? Api { get; init; }

    /// <summary>What is made at the account's level; null if that is kept by others.</summary>
    /// <value>The default is null.</value>
    public AccountOptions? Account { get; init; }

    /// <summary>
    /// A folder of templates that take the places of the SDK's of the same relative path, such as <c>pipe/create.sbn-sql</c>; null for none. Files below <c>my/</c> take no template's place but may be
    /// included by those that do; files and folders whose name begins with a dot are left out. All are read, parsed and tried when a <see cref="SnowflakeSql"/> is made, over small models with
    /// every kind of column and table and in every way of loading and merging: what is wrong shows then, unless it stands in a branch of the user's own that none of those takes.
    /// </summary>
    /// <value>The default is null.</value>
    public string? TemplateFolder { get; init; }

    /// <summary>
    /// Variables for the templates in <see cref="TemplateFolder"/>, which see them as <c>my.name</c>. Names of a-z, 0-9 and _; values of type string (to be passed through a quoting function, say
    /// <c>{{ my.owner | literal }}</c>), int, long or bool. One that no template reads is refused, as is a template that reads one that isn't here.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, object> Variables { get; init; } = new Dictionary<string, object>();

    internal const int DefaultRawExtensionDays = 14;

    internal static TimeSpan DefaultStgKeep { get; } = TimeSpan.FromDays(14);

    internal static TimeSpan DefaultLoadInterval { get; } = TimeSpan.FromMinutes(1);

    internal string? ErrorIntegrationName => ErrorIntegration ?? Account?.Errors?.Name;

    internal SqlOptions Checked()
    {
        SqlRanges.Within(TaskTargetCompletion, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
        SqlRanges.Within(TaskMinimumInterval, TimeSpan.FromSeconds(10), TimeSpan.FromDays(7));
        SqlRanges.Within(TaskTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        SqlRanges.Defined(TaskInitialSize);
        SqlRanges.Within((int)TaskMaxSize, (int)TaskInitialSize, (int)WarehouseSize.XXLarge, nameof(TaskMaxSize));
        SqlRanges.Within(TaskSuspendAfterFailures, 0, int.MaxValue);
        SqlRanges.Within(TaskRetries, 0, 30);
        SqlRanges.Within(MaxCutsPerRun, 1, 1_000_000);
        SqlRanges.Within(MaxTaskBytes, 1_000, 10_000_000);
        SqlRanges.Within(MaxProcedureBytes, 1_000, 10_000_000);
        SqlRanges.Within(StgRetentionDays, 0, 90);
        SqlRanges.Within(RawRetentionDays, 0, 90);
        SqlRanges.Within(RawExtensionDays, 0, 90);
        SqlRanges.Within(CiRetentionDays, 0, 90);
        SqlRanges.Defined(RawScope);
        SqlRanges.Defined(Loading);
        if (StgKeep is { } keep)
        {
            SqlRanges.Within(keep, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3650), nameof(StgKeep));
            SqlRanges.Seconds(keep, TimeSpan.MaxValue, nameof(StgKeep));
        }
        if (!ScheduleText().IsMatch(PurgeSchedule))
        {
            throw new ArgumentException($"{nameof(PurgeSchedule)} is '{PurgeSchedule}'. Write USING CRON, five fields and a time zone, or a number and HOURS, MINUTES or SECONDS.");
        }
        if (TaskSchedule is { } schedule)
        {
            // The manual's CREATE TASK: 11,520 minutes at most.
            SqlRanges.Within(schedule, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(11_520), nameof(TaskSchedule));
        }
        foreach ((string? name, string option) in new[] { (TaskWarehouse, nameof(TaskWarehouse)), (ErrorIntegration, nameof(ErrorIntegration)), (PipeSnsTopic, nameof(PipeSnsTopic)) })
        {
            SqlRanges.Named(name ?? "none", option);
        }
        FollowUpRules.Check(FollowUps);
        Api?.Semantics?.Check();
        Account?.Check();
        return this;
    }

    [GeneratedRegex(@"\A(USING CRON( [A-Z0-9*,/-]+){5} [A-Za-z0-9_+/-]+|[1-9][0-9]{0,8} (HOUR|MINUTE|SECOND)S?)\z")]
    private static partial Regex ScheduleText();
}
