using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record FileFormatObject : SchemaScopedObject
{
    /// <value>Upper case: PARQUET, JSON.</value>
    public required string Type { get; init; }

    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <value>NULL_IF; null = not given.</value>
    public IReadOnlyList<string>? NullIf { get; init; }

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.FileFormat);
}
