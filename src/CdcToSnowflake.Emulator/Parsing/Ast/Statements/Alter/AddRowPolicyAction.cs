namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>ADD ROW ACCESS POLICY p ON (columns).</summary>
internal sealed record AddRowPolicyAction(ObjectName Policy, NodeList<string> Columns) : AlterAction;
