using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record TableObject : SchemaScopedObject
{
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>Kept and shown, and as in Snowflake never enforced.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    public string? ClusterBy { get; init; }

    /// <value>DATA_RETENTION_TIME_IN_DAYS, 1 by default.</value>
    public int RetentionDays { get; init; } = Retention.DefaultDays;

    /// <summary>Whether RetentionDays follows the schema's.</summary>
    public bool InheritsRetention { get; init; }

    /// <value>MAX_DATA_EXTENSION_TIME_IN_DAYS, 14 by default: how far a stream's staleness is put off.</value>
    public int ExtensionDays { get; init; } = Retention.DefaultExtensionDays;

    /// <summary>Whether ExtensionDays follows the schema's.</summary>
    public bool InheritsExtension { get; init; }

    public IReadOnlyList<string> UniqueColumns { get; init; } = [];

    public bool SchemaEvolution { get; init; }

    public RowPolicy? RowPolicy { get; init; }

    public bool ChangeTracking { get; init; }

    public bool IsTransient { get; init; }

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.Table);

    public TableColumn? Column(string name)
    {
        foreach (var column in Columns)
        {
            if (string.Equals(column.Name, name, StringComparison.Ordinal))
            {
                return column;
            }
        }

        return null;
    }
}
