using System.Text.Json.Serialization;

namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record StageObject : SchemaScopedObject
{
    /// <value>As written: <c>s3://bucket/prefix/</c> or <c>file:///folder/</c>.</value>
    public required string Url { get; init; }

    public string? StorageIntegration { get; init; }

    /// <summary>Whether CREDENTIALS were given; they themselves are not kept.</summary>
    public bool HasCredentials { get; init; }

    public bool HasEncryption { get; init; }

    public bool HasDirectory { get; init; }

    public string? Endpoint { get; init; }

    [JsonIgnore]
    public override CatalogKey Key => KeyIn(NameSpaceKind.Stage);
}
