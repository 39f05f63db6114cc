namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CallStatement(ObjectName Name, NodeList<FunctionArgument> Arguments) : Statement;
