namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>CREATE PROCEDURE n (arguments) RETURNS type LANGUAGE SQL … EXECUTE AS CALLER AS block. Body.Text is the definition.</summary>
internal sealed record CreateProcedureStatement(
    CreateMode Mode, ObjectName Name, NodeList<ColumnDefinition> Arguments, DataType Returns, PropertyList Properties, BlockStatement Body) : Statement
{
    public bool ReturnsNotNull { get; init; }
}
