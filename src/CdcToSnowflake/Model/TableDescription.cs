namespace CdcToSnowflake.Model;

/// <summary>
/// What a source says of a table to people: comments and foreign keys. No part of a <see cref="SourceTable"/>, since it says nothing of what files hold: a comment that changes must not make a shape of its own.
/// </summary>
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
}
