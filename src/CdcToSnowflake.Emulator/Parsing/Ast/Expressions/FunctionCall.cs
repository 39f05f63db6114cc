namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>f([DISTINCT] args) [WITHIN GROUP (ORDER BY …)] [IGNORE NULLS] [OVER (…)]. EXTRACT(p FROM x) is DATE_PART(p, x), POSITION(a IN b) is POSITION(a, b).</summary>
internal sealed record FunctionCall(ObjectName Name, NodeList<FunctionArgument> Arguments) : Expression
{
    public bool Distinct { get; init; }

    public NodeList<OrderItem> WithinGroup { get; init; } = [];

    /// <summary>true: IGNORE NULLS; false: RESPECT NULLS; null: not said.</summary>
    public bool? IgnoreNulls { get; init; }

    public WindowSpecification? Window { get; init; }
}
