namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A table, view, stream or CTE. AtStream: AT (STREAM => 'name').</summary>
internal sealed record NamedTable(ObjectName Name, TableAlias? Alias = null) : TableSource
{
    public string? AtStream { get; init; }
}
