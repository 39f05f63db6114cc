namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CallStatement(ObjectName Name, NodeList<FunctionArgument> Arguments) : Statement
{
    /// <summary>The variable that takes what is returned.</summary>
    public string? Into { get; init; }
}
