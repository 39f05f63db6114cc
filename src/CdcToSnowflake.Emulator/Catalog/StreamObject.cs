using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A stream's definition; its offset, which moves with every consuming transaction, stands in a table of its own.</summary>
internal sealed record StreamObject : SchemaScopedObject
{
    /// <summary>The id of the table: a table of the same name made later is another.</summary>
    public required long TableId { get; init; }

    /// <summary>The table's name when the stream was made; for messages once the table is gone.</summary>
    public required string TableName { get; init; }

    public bool AppendOnly { get; init; }

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.Stream);
}
