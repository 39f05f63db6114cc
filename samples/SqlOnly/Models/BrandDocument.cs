using CdcToSnowflake.Model;

namespace SqlOnly.Models;

/// <summary>A brand: its <c>id</c>, the <c>stageUrl</c> of its folder, its <c>tables</c>, and if need be its <c>storageIntegration</c>.</summary>
internal sealed record BrandDocument(string Id, string StageUrl, IReadOnlyList<TableDocument> Tables)
{
    public string? StorageIntegration { get; init; }

    public BrandModel ToModel() => new(Id, StageUrl, [.. Tables.Select(table => table.ToModel())]) { StorageIntegration = StorageIntegration };
}
