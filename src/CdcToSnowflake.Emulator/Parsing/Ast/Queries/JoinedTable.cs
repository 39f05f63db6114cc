namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A join: ON, USING columns, NATURAL, or none of them (CROSS, LATERAL).</summary>
internal sealed record JoinedTable(TableSource Left, JoinKind Kind, TableSource Right) : TableSource
{
    public bool Natural { get; init; }

    public Expression? On { get; init; }

    public NodeList<string> Using { get; init; } = [];
}
