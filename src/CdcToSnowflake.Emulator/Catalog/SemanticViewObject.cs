using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record SemanticViewObject : SchemaScopedObject
{
    /// <summary>The whole CREATE SEMANTIC VIEW, parsed again when it is described.</summary>
    public required string Definition { get; init; }

    /// <summary>The types of its facts and dimensions, and of those metrics that stand on columns alone, by table and name: as they were when it was made.</summary>
    public IReadOnlyDictionary<string, string> Types { get; init; } = new Dictionary<string, string>();

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.SemanticView);

    /// <summary>Where <see cref="Types"/> has that of an expression.</summary>
    public static string TypeKey(string? table, string name) => $"{table}\n{name}";
}
