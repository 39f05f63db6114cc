namespace Quickstart.Arguments;

/// <summary>What the user asked for, checked.</summary>
internal sealed record QuickstartArguments
{
    /// <summary>Live servers by brand; empty = the committed binlog files.</summary>
    public required IReadOnlyList<LiveSource> Sources { get; init; }

    /// <summary>Patterns of the tables to take; empty = all.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Key columns of tables that have no key, by <c>schema.table</c>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Keys { get; init; }

    /// <summary>The pattern of a table's name in the warehouse.</summary>
    public required string? TableName { get; init; }

    /// <summary>Where the cuts go; null = a temporary folder.</summary>
    public required StoreAddress? Store { get; init; }

    /// <summary>The embedded Snowflake's file; null = a temporary one.</summary>
    public required string? Database { get; init; }

    /// <summary>The longest time that changes wait for their cut.</summary>
    public required TimeSpan? CutInterval { get; init; }

    /// <summary>Stop when all brands are caught up and have been quiet for so long; null = go on until Ctrl-C.</summary>
    public required TimeSpan? UntilIdle { get; init; }

    /// <summary>A query to answer at the end.</summary>
    public required string? Query { get; init; }

    /// <summary>Only look whether everything is as a capture needs it.</summary>
    public required bool Preflight { get; init; }

    /// <summary>Print nothing but the query's rows and, on stderr, the verdict.</summary>
    public required bool Quiet { get; init; }
}
