namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A fact, dimension or metric of a semantic view: table.name AS expression; without a table a metric over several.</summary>
internal sealed record SemanticExpression(string? Table, string Name, Expression Expression) : SqlNode
{
    /// <summary>The expression as written; not part of equality.</summary>
    public SourceSlice ExpressionText { get; init; }

    public bool IsPrivate { get; init; }

    public NodeList<string> Using { get; init; } = [];

    public NodeList<string> Synonyms { get; init; } = [];

    public string? Comment { get; init; }
}
