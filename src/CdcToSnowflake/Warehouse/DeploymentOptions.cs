using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Warehouse;

/// <summary>What a deployment makes, beyond the brands and tables that it is told of.</summary>
public sealed record DeploymentOptions
{
    /// <summary>The names of what is made.</summary>
    /// <value>The default is <see cref="WarehouseNames"/>'s defaults.</value>
    public WarehouseNames Names { get; init; } = new();

    /// <summary>How tables are treated that the defaults don't suit; of several rules that name a table the first holds.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<TableRule> Tables { get; init; } = [];

    /// <summary>
    /// The sources' columns that got other names. They hold for all brands, so that CI, which a deployment comes to know brand by brand, never has one column under two names; a brand that still uses the
    /// old name goes on under the new one. For a renaming in one brand alone plan the whole model (<see cref="WarehousePlanner"/>, <see cref="BrandModel.Renames"/>).
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<ColumnRename> Renames { get; init; } = [];

    /// <summary>The sources' columns that are dropped for good, in all brands. A drop may be declared before the sources make it, unless the column was added later than the table: each brand's is made with the first shape that lacks the column, CI's with the last brand's.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<ColumnDrop> Drops { get; init; } = [];

    /// <summary>What the sources say of their tables to people, for the comments of RAW's and CI's tables and for the semantic view (<see cref="Sql.ApiOptions.Semantics"/>); they hold for the tables of all brands, where <see cref="SnowflakeDeployment.DescribeAsync"/> told nothing else. <c>MySqlTableDescriptions</c> reads them from a server; the service does by itself.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<TableDescription> Descriptions { get; init; } = [];

    /// <summary>What the SQL says beyond the model.</summary>
    /// <value>The default is <see cref="SqlOptions"/>'s defaults.</value>
    public SqlOptions Sql { get; init; } = new();

    /// <summary>Whether a statement that loses data may run, as where a RAW table was dropped, and CI's rows of it would go until it is read again. Such a plan is refused otherwise, and says what would go. Set it for one start, and take it back.</summary>
    /// <value>The default is false.</value>
    public bool AcceptLoss { get; init; }

    /// <summary>The storage integration of the brands' stages, a name as Snowflake stores it; null for none, and then a stage that is there keeps its own.</summary>
    /// <value>The default is null.</value>
    public string? StorageIntegration { get; init; }
}
