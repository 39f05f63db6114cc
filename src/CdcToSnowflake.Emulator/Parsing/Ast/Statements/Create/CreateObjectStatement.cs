namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>CREATE of a kind that is a name and properties.</summary>
internal sealed record CreateObjectStatement(CreateMode Mode, ObjectKind Kind, ObjectName Name, PropertyList Properties) : Statement
{
    /// <summary>CREATE TRANSIENT, of databases and schemas.</summary>
    public bool Transient { get; init; }

    /// <summary>A resource monitor's.</summary>
    public NodeList<MonitorTrigger> Triggers { get; init; } = [];

    /// <summary>WITH TAG (…).</summary>
    public NodeList<TagValue> Tags { get; init; } = [];
}
