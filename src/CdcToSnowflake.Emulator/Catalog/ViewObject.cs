using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record ViewObject : SchemaScopedObject
{
    /// <summary>The whole CREATE VIEW, parsed again when the view is read.</summary>
    public required string Definition { get; init; }

    /// <summary>As they were when the view was made; their types are what the query gave then.</summary>
    public IReadOnlyList<TableColumn> Columns { get; init; } = [];

    public bool IsSecure { get; init; }

    public bool ChangeTracking { get; init; }

    public RowPolicy? RowPolicy { get; init; }

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.Table);
}
