namespace CdcToSnowflake.Model;

/// <summary>A brand: one source database, one Snowflake database, one folder of the object store.</summary>
/// <param name="Id">The brand's id. It stands in CI's key, in paths and in names; it must never change.</param>
/// <param name="StageUrl">Where Snowflake finds the brand's folder: the store's location and <see cref="StorePath.Brand"/>, ending with "/".</param>
/// <param name="Tables">The brand's tables, each in every shape that has files.</param>
public sealed record BrandModel(string Id, string StageUrl, IReadOnlyList<SourceTable> Tables)
{
    /// <summary>The storage integration that the stage uses, a name as Snowflake stores it; null for none.</summary>
    public string? StorageIntegration { get; init; }

    /// <summary>The source's columns that got other names, since the oldest shape in <see cref="Tables"/>.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<ColumnRename> Renames { get; init; } = [];

    /// <summary>The source's columns that were dropped for good. A column that came back is none of them.</summary>
    /// <value>The default is none: what one shape has and a later one lacks stays in RAW and CI, NULL in rows of the later.</value>
    public IReadOnlyList<ColumnDrop> Drops { get; init; } = [];

    /// <summary>What the source says of the tables to people, for the comments of RAW's and CI's tables and for the semantic view. It changes nothing of what is loaded.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<TableDescription> Descriptions { get; init; } = [];
}
