namespace CdcToSnowflake.Sql.Accounts;

/// <summary>What is made at the account's level, beside databases. Much of it needs ACCOUNTADMIN; what is null, or of warehouses empty, is left to whoever keeps it already.</summary>
public sealed record AccountOptions
{
    /// <summary>The warehouses; an empty list is none.</summary>
    /// <value>The default is null: <see cref="WarehouseOptions.Etl"/>, <see cref="WarehouseOptions.Api"/> and <see cref="WarehouseOptions.Analytics"/>.</value>
    public IReadOnlyList<WarehouseOptions>? Warehouses { get; init; }

    /// <summary>The resource monitor of the warehouses. It doesn't see serverless tasks and pipes: <see cref="Budget"/> does.</summary>
    /// <value>The default is null: none.</value>
    public ResourceMonitorOptions? ResourceMonitor { get; init; }

    /// <summary>How Snowflake reads the bucket: the integration of all brands that name no other.</summary>
    /// <value>The default is null: none.</value>
    public StorageIntegrationOptions? Storage { get; init; }

    /// <summary>Where failures of pipes, tasks and the budget go.</summary>
    /// <value>The default is null: none.</value>
    public ErrorNotificationOptions? Errors { get; init; }

    /// <summary>The roles and what each may do.</summary>
    /// <value>The default is null: none.</value>
    public RoleOptions? Roles { get; init; }

    /// <summary>The tag by which costs are told apart.</summary>
    /// <value>The default is null: none.</value>
    public CostTagOptions? CostTag { get; init; }

    /// <summary>The budget over all that carries <see cref="CostTag"/>, serverless work included.</summary>
    /// <value>The default is null: none.</value>
    public BudgetOptions? Budget { get; init; }

    internal IReadOnlyList<WarehouseOptions> Made => Warehouses ?? [WarehouseOptions.Etl, WarehouseOptions.Api, WarehouseOptions.Analytics];

    internal void Check()
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (WarehouseOptions warehouse in Made)
        {
            warehouse.Check();
            if (!names.Add(warehouse.Name))
            {
                throw new ArgumentException($"Two of {nameof(AccountOptions)}.{nameof(Warehouses)} are named '{warehouse.Name}'. Name each otherwise.");
            }
        }
        ResourceMonitor?.Check();
        Storage?.Check();
        Errors?.Check();
        Roles?.Check();
        CostTag?.Check();
        Budget?.Check();
        if (Budget is not null && CostTag is null)
        {
            throw new ArgumentException($"{nameof(AccountOptions)}.{nameof(Budget)} counts what carries {nameof(CostTag)}, which is null. Set it.");
        }
    }
}
