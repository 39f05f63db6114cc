using CdcToSnowflake.Model;

namespace SqlOnly.Models;

/// <summary>A table in one shape: its <c>schema</c>, <c>name</c>, <c>columns</c> and <c>key</c>, whether it is <c>appendOnly</c>, and the <c>format</c> of its files. A later shape is another table of the same name.</summary>
internal sealed record TableDocument(string Schema, string Name, IReadOnlyList<ColumnDocument> Columns)
{
    public IReadOnlyList<string> Key { get; init; } = [];

    public bool AppendOnly { get; init; }

    public FileFormat Format { get; init; }

    public SourceTable ToModel() => new(Schema, Name, [.. Columns.Select(column => column.ToModel())], Key) { IsAppendOnly = AppendOnly, Format = Format };
}
