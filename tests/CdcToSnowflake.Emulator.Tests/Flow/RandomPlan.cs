using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>The SDK's options of a run: some for all its lives, some new in each.</summary>
internal sealed class RandomPlan
{
    public const string Warehouse = "FLOW_WH";

    private readonly Random _random;
    private readonly SqlOptions _always;
    private readonly HashSet<(string Table, RandomColumn Column)> _drops = [];
    private int _life;

    public RandomPlan(Random random)
    {
        _random = random;
        Tables = [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => new RandomDesign("t" + i, random))];
        _always = new SqlOptions
        {
            StgKeep = random.Next(3) == 0 ? TimeSpan.FromMinutes(1) : null,
            Account = random.Next(4) == 0 ? new AccountOptions { Roles = new RoleOptions() } : null,
        };
    }

    public IReadOnlyList<RandomDesign> Tables { get; }

    public SqlOptions Sql { get; private set; } = new();

    /// <summary>Whether tables have ever merged each by itself: then CI, too, has each as it was at a time of its own.</summary>
    public bool IsByTable { get; private set; }

    /// <summary>Whether deployments of this life know that a column is renamed.</summary>
    public bool IsRenamed(RandomColumn column) => column.RenamedFrom <= _life;

    /// <summary>Whether deployments of this life know that a column was dropped for good.</summary>
    public bool IsDropped(string table, RandomColumn column) => _drops.Contains((table, column));

    public string NameIn(string layer, string brand, RandomColumn column) =>
        (IsRenamed(column) ? column.NewName : layer == "RAW" ? column.SourceName(brand) : column.Name).ToUpperInvariant();

    /// <summary>The options of a life.</summary>
    public DeploymentOptions Begin(int life, IReadOnlyList<RandomSource> sources)
    {
        _life = life;
        foreach (var table in Tables)
        {
            // In all brands, by the name that the source had for it last.
            _drops.UnionWith(table.Columns.Where(column => !column.IsMapped && (column.RenamedFrom is null || IsRenamed(column)) && sources.All(source => source.HasDropped(table, column)) && _random.Next(2) == 0).Select(column => (table.Name, column)));
        }

        var loads = _random.Next(3) == 0 ? LoadMode.Task : LoadMode.Pipes;
        var isSmall = _random.Next(4) == 0;
        Sql = _always with
        {
            RawScope = _random.Next(3) == 0 ? MergeScope.Table : MergeScope.Brand,
            Loading = loads,
            TaskSchedule = loads == LoadMode.Task || _random.Next(4) == 0 ? TimeSpan.FromSeconds(10) : null,
            TaskWarehouse = _random.Next(3) == 0 ? Warehouse : null,
            MaxCutsPerRun = _random.Next(3) switch { 0 => 1, 1 => 2, _ => 360 },
            MaxTaskBytes = isSmall ? 1_000 : 900_000,
            MaxProcedureBytes = isSmall ? 1_000 : 90_000,
        };
        IsByTable |= Sql.RawScope == MergeScope.Table;
        return new DeploymentOptions
        {
            Sql = Sql,
            Tables = [.. Tables.SelectMany(table => table.Rules)],
            Renames = [.. Tables.SelectMany(table => table.Columns.Where(IsRenamed).Select(column => new ColumnRename("shop", table.Name, column.Name, column.NewName)))],
            Drops = [.. _drops.Select(drop => new ColumnDrop("shop", drop.Table, IsRenamed(drop.Column) ? drop.Column.NewName : drop.Column.Name))],
        };
    }

    public override string ToString() =>
        $"{Sql.RawScope}, {Sql.Loading}, every {Sql.TaskSchedule?.ToString() ?? "change"}, {Sql.TaskWarehouse ?? "serverless"}, {Sql.MaxCutsPerRun} cuts a run, procedures of {Sql.MaxProcedureBytes} bytes, keeps {Sql.StgKeep?.ToString() ?? "all"}, "
        + $"{(Sql.Account is null ? "one role" : "roles")}; "
        + string.Join("; ", Tables.Select(table => $"{table.Name}{(table.IsLog ? ", a log" : "")}{(table.HasNamedKey ? ", key named" : "")}, {table.Options.Landing}, RAW {table.Options.RawDeletes}, CI {table.Options.CiDeletes}: "
            + string.Join(", ", table.Columns.Select(column => $"{column.Name}{(column.IsNullable ? "?" : "")} {column.Treatment}{(column.IsMapped ? " mapped" : "")}{(column.RenamedFrom is { } life ? $" renamed from {life}" : "")}{(IsDropped(table.Name, column) ? " dropped" : "")}"))));
}
