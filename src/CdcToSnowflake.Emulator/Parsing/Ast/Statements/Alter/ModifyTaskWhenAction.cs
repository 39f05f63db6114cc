namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>MODIFY WHEN condition; null: REMOVE WHEN.</summary>
internal sealed record ModifyTaskWhenAction(Expression? When, SourceSlice WhenText) : AlterAction;
