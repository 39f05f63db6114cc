using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A custom budget: its settings only. Nothing is counted here, since nothing is billed.</summary>
internal sealed record BudgetObject : SchemaScopedObject
{
    /// <value>Credits a month; null = no limit.</value>
    public int? Limit { get; init; }

    /// <value>The percentage of the limit from which it tells.</value>
    public int NotifyAt { get; init; } = 110;

    /// <summary>The notification integrations that it tells by.</summary>
    public IReadOnlyList<string> Integrations { get; init; } = [];

    public IReadOnlyList<BudgetTag> ResourceTags { get; init; } = [];

    /// <value>UNION or INTERSECTION of what carries the tags.</value>
    public string TagMode { get; init; } = "UNION";

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.Budget);
}
