namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record CallStatement(ObjectName Name, NodeList<FunctionArgument> Arguments) : Statement
{
    /// <summary>What is called of the instance of a class that <see cref="Name"/> is; null of a procedure.</summary>
    public string? Method { get; init; }

    /// <summary>The variable that takes what is returned.</summary>
    public string? Into { get; init; }
}
