namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>name [type] [DEFAULT | := value]; of type and value at least one.</summary>
internal sealed record VariableDeclaration(string Name, DataType? Type, Expression? Value) : Declaration(Name);
