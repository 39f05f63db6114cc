using CdcToSnowflake.Model;

namespace SqlOnly.Models;

/// <summary>A brand: its <c>id</c>, the <c>stageUrl</c> of its folder, its <c>tables</c>, and if need be its <c>storageIntegration</c>, the <c>renames</c> and <c>drops</c> of columns since its oldest shape, and what its tables' <c>descriptions</c> say.</summary>
internal sealed record BrandDocument(string Id, string StageUrl, IReadOnlyList<TableDocument> Tables)
{
    public string? StorageIntegration { get; init; }

    public IReadOnlyList<ColumnRename> Renames { get; init; } = [];

    public IReadOnlyList<ColumnDrop> Drops { get; init; } = [];

    public IReadOnlyList<TableDescription> Descriptions { get; init; } = [];

    public BrandModel ToModel() => new(Id, StageUrl, [.. Tables.Select(table => table.ToModel())])
    {
        StorageIntegration = StorageIntegration,
        Renames = Renames,
        Drops = Drops,
        Descriptions = Descriptions,
    };
}
