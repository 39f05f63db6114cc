namespace CdcToSnowflake.Warehouse.Cortex.Events;

/// <summary>A piece of what Cortex Analyst finds (<c>response.tool_result.analyst.delta</c>). What it doesn't hold is null.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">All that it says.</param>
/// <param name="ToolUseId">The use of the tool.</param>
public sealed record CortexAnalystEvent(string Name, string Json, string ToolUseId) : CortexEvent(Name, Json)
{
    /// <summary>A piece of the text.</summary>
    /// <value>null if there is none.</value>
    public string? Text { get; init; }

    /// <summary>A piece of the SQL; today the whole comes at once.</summary>
    /// <value>null if there is none.</value>
    public string? Sql { get; init; }

    /// <summary>A piece of what the SQL does, in words.</summary>
    /// <value>null if there is none.</value>
    public string? Explanation { get; init; }

    /// <summary>The id of the SQL's run.</summary>
    /// <value>null until it runs.</value>
    public string? QueryId { get; init; }

    /// <summary>What the SQL gave.</summary>
    /// <value>null until it has run.</value>
    public CortexTable? Rows { get; init; }

    /// <summary>Whether the SQL stands on a query that people have verified.</summary>
    public bool IsVerified { get; init; }

    /// <summary>A piece of a question that Analyst could answer, where it can't answer this one.</summary>
    /// <value>null if there is none.</value>
    public string? Suggestion { get; init; }

    /// <summary>Which of the suggestions <see cref="Suggestion"/> belongs to, from 0.</summary>
    public int SuggestionIndex { get; init; }
}
