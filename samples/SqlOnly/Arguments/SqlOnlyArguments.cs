namespace SqlOnly.Arguments;

/// <summary>What the command line says, checked.</summary>
internal sealed record SqlOnlyArguments
{
    /// <summary>A model in JSON or YAML; null for one of a live server.</summary>
    public string? ModelFile { get; init; }

    /// <summary>MySqlConnector's connection string of a live server; null for a model in a file.</summary>
    public string? Source { get; init; }

    public IReadOnlyList<(string Schema, string Table)> Tables { get; init; } = [];

    /// <summary>The key's columns of tables that have no primary key, by <c>schema.table</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Keys { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Patterns of the tables that are logs.</summary>
    public IReadOnlyList<(string Schema, string Table)> AppendOnly { get; init; } = [];

    public string? StageUrl { get; init; }

    public string? Brand { get; init; }

    public (string Schema, string Name)? Table { get; init; }

    public string? Object { get; init; }

    public string? Templates { get; init; }

    public bool Api { get; init; }
}
