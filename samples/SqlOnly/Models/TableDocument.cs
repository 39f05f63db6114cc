using CdcToSnowflake.Model;

namespace SqlOnly.Models;

/// <summary>A table in one shape: its <c>schema</c>, <c>name</c>, <c>columns</c> and <c>key</c>. A later shape is another table of the same name.</summary>
internal sealed record TableDocument(string Schema, string Name, IReadOnlyList<ColumnDocument> Columns)
{
    public IReadOnlyList<string> Key { get; init; } = [];

    public SourceTable ToModel() => new(Schema, Name, [.. Columns.Select(column => column.ToModel())], Key);
}
