namespace CdcToSnowflake.Sql;

/// <summary>What the generated SQL says beyond the model.</summary>
public sealed record SqlOptions
{
    /// <summary>The warehouse that runs the tasks; null for serverless tasks.</summary>
    /// <value>The default is null.</value>
    public string? TaskWarehouse { get; init; }

    /// <summary>The size of the first serverless runs, before Snowflake knows better.</summary>
    /// <value>The default is <c>XSMALL</c>.</value>
    public string TaskInitialSize { get; init; } = "XSMALL";

    /// <summary>In what time a serverless run should be done; Snowflake sizes it by that. 10 s to a day.</summary>
    /// <value>The default is one minute.</value>
    public TimeSpan TaskTargetCompletion { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The shortest time between two runs of a task. 10 s to 7 days.</summary>
    /// <value>The default is 10 s, Snowflake's least.</value>
    public TimeSpan TaskMinimumInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After how many failed runs in a row a task is suspended; 0 for never.</summary>
    /// <value>The default is 10, as Snowflake's.</value>
    public int TaskSuspendAfterFailures { get; init; } = 10;

    /// <summary>Days of time travel of STG tables, 0 to 90. They can be loaded again from the object store, so little is needed.</summary>
    /// <value>The default is 1.</value>
    public int StgRetentionDays { get; init; } = 1;

    /// <summary>
    /// A folder of templates that take the places of the SDK's of the same relative path, such as <c>pipe/create.sbn-sql</c>; null for none. Files below <c>my/</c> take no template's place but may be
    /// included by those that do; files and folders whose name begins with a dot are left out. All are read, parsed and rendered once over a small model when a <see cref="SnowflakeSql"/> is made.
    /// </summary>
    /// <value>The default is null.</value>
    public string? TemplateFolder { get; init; }

    /// <summary>
    /// Variables for the templates in <see cref="TemplateFolder"/>, which see them as <c>my.name</c>. Names of a-z, 0-9 and _; values of type string (to be passed through a quoting function, say
    /// <c>{{ my.owner | literal }}</c>), int, long or bool. One that no template reads is refused, as is a template that reads one that isn't here.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, object> Variables { get; init; } = new Dictionary<string, object>();

    internal SqlOptions Checked()
    {
        InRange(TaskTargetCompletion, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1), nameof(TaskTargetCompletion));
        InRange(TaskMinimumInterval, TimeSpan.FromSeconds(10), TimeSpan.FromDays(7), nameof(TaskMinimumInterval));
        ArgumentOutOfRangeException.ThrowIfNegative(TaskSuspendAfterFailures);
        ArgumentOutOfRangeException.ThrowIfNegative(StgRetentionDays);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(StgRetentionDays, 90);
        return this;
    }

    private static void InRange(TimeSpan value, TimeSpan least, TimeSpan most, string option)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be from {least} to {most}.");
        }
    }
}
