namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>CREATE MASKING POLICY or ROW ACCESS POLICY n AS (arguments) RETURNS type -> body. Their columns have names and types only.</summary>
internal sealed record CreatePolicyStatement(
    CreateMode Mode, ObjectKind Kind, ObjectName Name, NodeList<ColumnDefinition> Arguments, DataType Returns, Expression Body, PropertyList Properties) : Statement
{
    /// <summary>The body as written; not part of equality.</summary>
    public SourceSlice BodyText { get; init; }
}
