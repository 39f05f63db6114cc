namespace CdcToSnowflake.Warehouse.Cortex;

/// <summary>Which agent is asked, and how. Either <see cref="Agent"/> or <see cref="SemanticView"/> must be set: an agent that is there, or one made for each question, from the manual's "Cortex Agents Run API".</summary>
public sealed record CortexAgentOptions
{
    /// <summary>An agent object, <c>DATABASE.SCHEMA.NAME</c>; parts as in SQL, in double quotes where they must be. What it may use and which model it asks is its own.</summary>
    /// <value>The default is null.</value>
    public string? Agent { get; init; }

    /// <summary>A semantic view, <c>DATABASE.SCHEMA.NAME</c>, that an agent without an object answers from, such as <c>CI_DB.API_SCHEMA.CDC_SEMANTICS</c> (<see cref="Sql.Semantics.SemanticOptions"/>).</summary>
    /// <value>The default is null.</value>
    public string? SemanticView { get; init; }

    /// <summary>The warehouse that the agent's SQL runs on, a name as Snowflake stores it; with <see cref="SemanticView"/> only.</summary>
    /// <value>The default is null: the user's default warehouse.</value>
    public string? Warehouse { get; init; }

    /// <summary>The model that plans; with <see cref="SemanticView"/> only.</summary>
    /// <value>The default is null: Snowflake chooses.</value>
    public string? Model { get; init; }

    /// <summary>How answers are to be written, in plain words; with <see cref="SemanticView"/> only.</summary>
    /// <value>The default is null.</value>
    public string? Instructions { get; init; }

    /// <summary>Whether a run goes on at Snowflake when the connection breaks, up to 6 hours, so that the events behind the break can be fetched. Works with a <see cref="CortexThread"/> only; a run without one ends with its connection.</summary>
    /// <value>The default is false.</value>
    public bool RunsInBackground { get; init; }

    /// <summary>How long a run may take, its answer included.</summary>
    /// <value>The default is 15 minutes, after which Snowflake ends a run that isn't in the background; more than zero.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often a request that Snowflake did not take is sent again: one that never reached it, or that it refused as one too many. A run that began is never begun again.</summary>
    /// <value>The default is 5; not negative.</value>
    public int MaxRetries { get; init; } = 5;

    /// <summary>The most bytes of one answer: a server that sends more is refused.</summary>
    /// <value>The default is 256 MiB; from 1.</value>
    public long MaxAnswerBytes { get; init; } = 256L << 20;

    /// <summary>The most rows that are read where <see cref="CortexAgent"/> runs the agent's SQL itself.</summary>
    /// <value>The default is 10,000; from 1.</value>
    public int MaxRows { get; init; } = 10_000;

    internal CortexAgentOptions Checked()
    {
        if (Agent is null == SemanticView is null)
        {
            throw new ArgumentException($"Set either {nameof(Agent)} or {nameof(SemanticView)}.");
        }
        if (Agent is not null && (Warehouse ?? Model ?? Instructions) is not null)
        {
            throw new ArgumentException($"{nameof(Warehouse)}, {nameof(Model)} and {nameof(Instructions)} are those of the agent {Agent}. Leave them out.");
        }
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRetries);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxAnswerBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxRows);
        return this;
    }
}
