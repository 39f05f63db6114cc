namespace CdcToSnowflake.Sql.Accounts;

/// <summary>The roles, each with what its layer needs and no more. Names as Snowflake stores them.</summary>
public sealed record RoleOptions
{
    /// <summary>Loads: owns the pipes, which load with its rights, reads the stage, inserts into STG.</summary>
    /// <value>The default is <c>CDC_LOADER</c>.</value>
    public string Loader { get; init; } = "CDC_LOADER";

    /// <summary>Merges: owns the tasks, reads and purges STG, writes RAW and CI; reads the stage where the tasks load.</summary>
    /// <value>The default is <c>CDC_TRANSFORMER</c>.</value>
    public string Transformer { get; init; } = "CDC_TRANSFORMER";

    /// <summary>Reads the views of the API, and nothing else.</summary>
    /// <value>The default is <c>CDC_READER</c>.</value>
    public string Reader { get; init; } = "CDC_READER";

    /// <summary>Watches, suspends and resumes pipes, tasks and warehouses; sees the log of cuts but no row of a source.</summary>
    /// <value>The default is <c>CDC_OPERATOR</c>.</value>
    public string Operator { get; init; } = "CDC_OPERATOR";

    /// <summary>Reads CI's tables, of all brands and every owner, and uses the warehouses for analytics, which are <see cref="Reader"/>'s otherwise; null for none.</summary>
    /// <value>The default is null.</value>
    public string? Analyst { get; init; }

    /// <summary>
    /// The role that gets all of them, so that its members can do what they can; null for none. The tasks are <see cref="Transformer"/>'s own, the pipes <see cref="Loader"/>'s, and only who holds these can label, resume and replace them: a role that
    /// applies plans must be above <see cref="Parent"/>, or be granted both by other means. Without <see cref="Loader"/>, pipes stay their makers' own, and the plan remarks it; so do
    /// pipes of a role that the planning role doesn't hold, or that wasn't granted <see cref="Loader"/> and so would see them no more.
    /// </summary>
    /// <value>The default is <c>SYSADMIN</c>, as the manual's "Overview of Access Control" advises.</value>
    public string? Parent { get; init; } = "SYSADMIN";

    internal IReadOnlyList<string> All => [Loader, Transformer, Reader, Operator, .. Analyst is null ? (string[])[] : [Analyst]];

    internal void Check()
    {
        foreach (string role in All)
        {
            SqlRanges.Named(role, nameof(RoleOptions));
        }
        if (All.Distinct(StringComparer.Ordinal).Count() < All.Count)
        {
            throw new ArgumentException($"Two of {nameof(RoleOptions)} have one name, so one layer could do what is the other's. Name each otherwise.");
        }
        if (Parent is not null)
        {
            SqlRanges.Named(Parent);
        }
    }
}
