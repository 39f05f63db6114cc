namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>ALTER kind [IF EXISTS] name action.</summary>
internal sealed record AlterStatement(ObjectKind Kind, ObjectName Name, bool IfExists, AlterAction Action) : Statement;
