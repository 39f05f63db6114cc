using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record ViewObject : SchemaScopedObject
{
    /// <summary>The whole CREATE VIEW, parsed again when the view is read.</summary>
    public required string Definition { get; init; }

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.Table);
}
