namespace CdcToSnowflake.Operations.Cost.Pages;

/// <summary>A kind of credits, as charts show it: its name, and the class that gives it its colour.</summary>
internal readonly record struct CreditKind(string Name, string Class)
{
    /// <summary>The kinds, in the order in which bars stack them.</summary>
    public static IReadOnlyList<CreditKind> All { get; } = [new("Warehouses, working", "working"), new("Warehouses, idle", "idle"), new("Serverless tasks", "tasks"), new("Pipes", "pipes"), new("Clustering", "clustering")];

    public static decimal[] Of(CostStep step) => [step.Working, step.Idle, step.Tasks, step.Pipes, step.Clustering];

    public static decimal[] Of(BrandCost brand) => [brand.Queries, brand.Idle, brand.Tasks, brand.Pipes, brand.Clustering];
}
