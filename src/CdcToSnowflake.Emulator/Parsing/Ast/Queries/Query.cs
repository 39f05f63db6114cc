namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>[WITH …] body [ORDER BY …] [LIMIT n] [OFFSET m].</summary>
internal sealed record Query(QueryBody Body) : SqlNode
{
    public NodeList<CommonTableExpression> With { get; init; } = [];

    public NodeList<OrderItem> OrderBy { get; init; } = [];

    /// <summary>ORDER BY ALL, with the direction of its only item.</summary>
    public bool OrderByAll { get; init; }

    public Expression? Limit { get; init; }

    public Expression? Offset { get; init; }
}
