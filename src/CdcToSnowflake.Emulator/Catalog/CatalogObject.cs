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
[JsonDerivedType(typeof(ResourceMonitorObject), "monitor")]
[JsonDerivedType(typeof(RoleObject), "role")]
[JsonDerivedType(typeof(GrantObject), "grant")]
[JsonDerivedType(typeof(IntegrationObject), "integration")]
[JsonDerivedType(typeof(TagObject), "tag")]
[JsonDerivedType(typeof(PolicyObject), "policy")]
[JsonDerivedType(typeof(ProcedureObject), "procedure")]
[JsonDerivedType(typeof(SemanticViewObject), "semantic_view")]
[JsonDerivedType(typeof(BudgetObject), "budget")]
internal abstract record CatalogObject
{
    private static readonly IReadOnlyDictionary<long, string> NoTags = new Dictionary<long, string>();

    /// <summary>Never used again for another object, so that a replaced table is a different one. Given, like the name and the time, by the step that creates.</summary>
    public long Id { get; init; }

    public string Name { get; init; } = string.Empty;

    public DateTimeOffset CreatedOn { get; init; }

    public string? Comment { get; init; }

    /// <summary>Values by the tag's id.</summary>
    public IReadOnlyDictionary<long, string> Tags { get; init; } = NoTags;

    [JsonIgnore]
    public abstract CatalogKey Key { get; }
}
