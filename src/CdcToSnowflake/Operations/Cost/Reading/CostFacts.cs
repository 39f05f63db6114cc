namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>All that the account's views tell of a period.</summary>
internal sealed record CostFacts(CostPeriod Period)
{
    public IReadOnlyList<WarehouseSetting> Settings { get; init; } = [];

    public IReadOnlyList<MeteredStep> Metered { get; init; } = [];

    public IReadOnlyList<WarehouseLoad> Loads { get; init; } = [];

    public IReadOnlyList<WarehouseStretch> Activity { get; init; } = [];

    public IReadOnlyList<TaskStretch> TaskActivity { get; init; } = [];

    public IReadOnlyList<TaskStep> Serverless { get; init; } = [];

    public IReadOnlyList<PipeStep> Pipes { get; init; } = [];

    public IReadOnlyList<PipeFiles> Files { get; init; } = [];

    public IReadOnlyList<ClusteringStep> Clustering { get; init; } = [];

    public IReadOnlyList<QueryCost> Queries { get; init; } = [];

    public IReadOnlyList<CreditShare> Shares { get; init; } = [];

    public IReadOnlyList<TablePruning> Pruning { get; init; } = [];

    /// <summary>The columns of the tables in <see cref="Pruning"/> that are large enough to be clustered, with their types.</summary>
    public IReadOnlyDictionary<FullName, IReadOnlyDictionary<string, string>> Columns { get; init; } = new Dictionary<FullName, IReadOnlyDictionary<string, string>>();
}
