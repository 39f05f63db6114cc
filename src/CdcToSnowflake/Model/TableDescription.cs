namespace CdcToSnowflake.Model;

/// <summary>
/// What a source says of a table to people: comments and foreign keys. No part of a <see cref="SourceTable"/>, since it says nothing of what files hold: a comment that changes must not make a shape of its own.
/// </summary>
/// <remarks>A table without a description is one whose source wasn't asked; one whose description is empty is one of which its source says nothing, and what it said before is taken away.</remarks>
/// <param name="Schema">The source's schema.</param>
/// <param name="Table">The source's table.</param>
public sealed record TableDescription(string Schema, string Table)
{
    /// <summary>The table's comment.</summary>
    /// <value>The default is empty: it has none.</value>
    public string Comment { get; init; } = "";

    /// <summary>The comments of its columns, by the names of the source, of those that have one.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> ColumnComments { get; init; } = new Dictionary<string, string>();

    /// <summary>Its foreign keys.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<ForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>Whether another says the same. (Records compare lists by reference.)</summary>
    internal bool Says(TableDescription other) =>
        (Schema, Table, Comment) == (other.Schema, other.Table, other.Comment)
        && ColumnComments.Count == other.ColumnComments.Count && ColumnComments.All(comment => other.ColumnComments.TryGetValue(comment.Key, out string? said) && said == comment.Value)
        && ForeignKeys.Count == other.ForeignKeys.Count
        && ForeignKeys.Zip(other.ForeignKeys).All(pair =>
            (pair.First.Name, pair.First.ReferencedSchema, pair.First.ReferencedTable) == (pair.Second.Name, pair.Second.ReferencedSchema, pair.Second.ReferencedTable)
            && pair.First.Columns.SequenceEqual(pair.Second.Columns, StringComparer.Ordinal) && pair.First.ReferencedColumns.SequenceEqual(pair.Second.ReferencedColumns, StringComparer.Ordinal));
}
