namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>DROP ROW ACCESS POLICY p; no policy: DROP ALL ROW ACCESS POLICIES.</summary>
internal sealed record DropRowPolicyAction(ObjectName? Policy) : AlterAction;
