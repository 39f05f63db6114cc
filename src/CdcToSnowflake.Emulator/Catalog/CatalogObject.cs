using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>Something that CREATE made. Immutable; ALTER stores a changed copy under the same id.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DatabaseObject), "database")]
[JsonDerivedType(typeof(SchemaObject), "schema")]
[JsonDerivedType(typeof(TableObject), "table")]
[JsonDerivedType(typeof(ViewObject), "view")]
[JsonDerivedType(typeof(FileFormatObject), "format")]
[JsonDerivedType(typeof(StageObject), "stage")]
[JsonDerivedType(typeof(PipeObject), "pipe")]
[JsonDerivedType(typeof(StreamObject), "stream")]
[JsonDerivedType(typeof(TaskObject), "task")]
[JsonDerivedType(typeof(WarehouseObject), "warehouse")]
internal abstract record CatalogObject
{
    /// <summary>Never used again for another object, so that a replaced table is a different one.</summary>
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedOn { get; init; }

    public string? Comment { get; init; }

    [JsonIgnore]
    public abstract CatalogKey Key { get; }
}
