using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files;

/// <summary>What the writer of a column needs to know beside its landing.</summary>
/// <param name="Column">The column as the shape has it.</param>
/// <param name="IsKey">Whether it is part of the table's key, and so may not be NULL.</param>
/// <param name="Labels">The strings of an ENUM or SET whose values come as numbers; empty where they come as text.</param>
internal sealed record ColumnSpec(SourceColumn Column, bool IsKey, IReadOnlyList<string> Labels)
{
    public string Name => Column.Name;

    public SourceType Type => Column.Type;
}
