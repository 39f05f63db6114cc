using System.Text.Json.Serialization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A masking policy, or a row access policy.</summary>
internal sealed record PolicyObject : SchemaScopedObject
{
    public bool IsMasking { get; init; }

    /// <summary>Names and types.</summary>
    public required IReadOnlyList<TableColumn> Arguments { get; init; }

    public required DataType Returns { get; init; }

    /// <summary>The expression's text; its unqualified names are of the policy's schema.</summary>
    public required string Body { get; init; }

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(IsMasking ? NameSpaceKind.MaskingPolicy : NameSpaceKind.RowAccessPolicy);
}
