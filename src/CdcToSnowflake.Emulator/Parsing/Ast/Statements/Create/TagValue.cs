namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>tag = 'value', as SET TAG and WITH TAG list them.</summary>
internal sealed record TagValue(ObjectName Tag, string Value) : SqlNode;
