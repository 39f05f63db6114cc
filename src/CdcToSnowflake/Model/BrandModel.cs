namespace CdcToSnowflake.Model;

/// <summary>A brand: one source database, one Snowflake database, one folder of the object store.</summary>
/// <param name="Id">The brand's id. It stands in CI's key, in paths and in names; it must never change.</param>
/// <param name="StageUrl">Where Snowflake finds the brand's folder: the store's location and <see cref="StorePath.Brand"/>, ending with "/".</param>
/// <param name="Tables">The brand's tables, each in every shape that has files.</param>
public sealed record BrandModel(string Id, string StageUrl, IReadOnlyList<SourceTable> Tables)
{
    /// <summary>The storage integration that the stage uses, a name as Snowflake stores it; null for none.</summary>
    public string? StorageIntegration { get; init; }
}
