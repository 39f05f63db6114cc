namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record SelectBody(NodeList<SelectItem> Items) : QueryBody
{
    public bool Distinct { get; init; }

    public Expression? Top { get; init; }

    /// <summary>The variables of a block that take the only row's values.</summary>
    public NodeList<string> Into { get; init; } = [];

    /// <summary>The comma-separated sources; joins are inside.</summary>
    public NodeList<TableSource> From { get; init; } = [];

    public Expression? Where { get; init; }

    public GroupBy? GroupBy { get; init; }

    public Expression? Having { get; init; }

    public Expression? Qualify { get; init; }
}
