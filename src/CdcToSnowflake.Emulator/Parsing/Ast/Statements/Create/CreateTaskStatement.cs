namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>Body.Text is the definition; Body is any statement, a block included.</summary>
internal sealed record CreateTaskStatement(CreateMode Mode, ObjectName Name, PropertyList Properties, Statement Body) : Statement
{
    public NodeList<ObjectName> After { get; init; } = [];

    public ObjectName? Finalize { get; init; }

    public Expression? When { get; init; }

    /// <summary>The condition as written, for SHOW TASKS; not part of equality.</summary>
    public SourceSlice WhenText { get; init; }
}
