using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record TagObject : SchemaScopedObject
{
    /// <value>null = any value.</value>
    public IReadOnlyList<string>? AllowedValues { get; init; }

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.Tag);
}
