namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A table of a semantic view: [alias AS] name [PRIMARY KEY (…)] [UNIQUE (…)] and what is said of it.</summary>
internal sealed record LogicalTable(string Alias, ObjectName Table) : SqlNode
{
    public NodeList<string> PrimaryKey { get; init; } = [];

    public NodeList<NodeList<string>> UniqueKeys { get; init; } = [];

    public NodeList<string> Synonyms { get; init; } = [];

    public string? Comment { get; init; }
}
