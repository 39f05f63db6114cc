namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>AtStream: AT (STREAM => 'name'), the offset of another stream.</summary>
internal sealed record CreateStreamStatement(CreateMode Mode, ObjectName Name, StreamSourceKind SourceKind, ObjectName Source, PropertyList Properties) : Statement
{
    public string? AtStream { get; init; }
}
