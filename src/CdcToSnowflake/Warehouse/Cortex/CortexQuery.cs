namespace CdcToSnowflake.Warehouse.Cortex;

/// <summary>SQL that an agent wrote for a question.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="QueryId">Snowflake's id of its run; null if the agent did not run it.</param>
/// <param name="Rows">What it gave; null if nobody ran it.</param>
public sealed record CortexQuery(string Sql, string? QueryId, CortexTable? Rows)
{
    /// <summary>What it does, in words.</summary>
    /// <value>null if the agent did not say.</value>
    public string? Explanation { get; init; }

    /// <summary>Whether it stands on a query that people have verified.</summary>
    public bool IsVerified { get; init; }
}
