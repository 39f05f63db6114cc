namespace CdcToSnowflake.Warehouse.Cortex;

/// <summary>An agent's answer.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Queries">The SQL that it wrote, in order.</param>
public sealed record CortexAnswer(string Text, IReadOnlyList<CortexQuery> Queries)
{
    /// <summary>The last SQL that it wrote.</summary>
    /// <value>null if it wrote none.</value>
    public string? Sql => Queries.Count > 0 ? Queries[^1].Sql : null;

    /// <summary>The rows of <see cref="Sql"/>.</summary>
    /// <value>null if it wrote none, or nobody ran it.</value>
    public CortexTable? Rows => Queries.Count > 0 ? Queries[^1].Rows : null;

    /// <summary>Whether the text asks for more instead of answering.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>Questions that it could answer, where it could not answer this one.</summary>
    /// <value>Often empty.</value>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>What it answered without.</summary>
    /// <value>Mostly empty.</value>
    public IReadOnlyList<CortexWarning> Warnings { get; init; } = [];

    /// <summary>Where the conversation goes on: pass it with the next question.</summary>
    /// <value>null if the question came without a thread.</value>
    public CortexThread? Thread { get; init; }

    /// <summary>Snowflake's id of the run.</summary>
    /// <value>null if it gave none.</value>
    public string? RunId { get; init; }

    /// <summary>How the run ended, such as completed, cancelled or timed_out.</summary>
    /// <value>null if Snowflake did not say.</value>
    public string? Status { get; init; }
}
