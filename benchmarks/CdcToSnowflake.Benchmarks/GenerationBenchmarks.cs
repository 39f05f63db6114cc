using BenchmarkDotNet.Attributes;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse.Planning;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Benchmarks;

/// <summary>How long a large warehouse takes to plan: the model checked, and every statement written.</summary>
[MemoryDiagnoser]
public class GenerationBenchmarks
{
    private BrandModel[] _brands = [];
    private WarehouseModel _model = new([]);

    /// <summary>Tables over two brands, of ten columns each.</summary>
    [Params(100, 10_000)]
    public int Tables { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _brands = [Brand("a"), Brand("b")];
        _model = new WarehouseModel(_brands);
    }

    [Benchmark]
    public int Model() => new WarehouseModel(_brands).Brands.Count;

    [Benchmark]
    public int Script() => new SnowflakeSql(_model).SetUp().Sum(statement => statement.Text.Length);

    /// <summary>The plan for an account that has nothing yet: every statement, with its reason.</summary>
    [Benchmark]
    public int Plan() => WarehousePlanner.Plan(_model, new SnowflakeSql(_model), new WarehouseInventory()).Steps.Count;

    private BrandModel Brand(string id) => new(id, $"s3://cdc/{id}/",
    [
        .. Enumerable.Range(0, Tables / 2).Select(table => new SourceTable("shop", $"table_{table}",
            [.. Enumerable.Range(0, 10).Select(column => new SourceColumn($"column_{column}", new SourceType(column % 2 == 0 ? SourceKind.BigInt : SourceKind.VarChar), column > 0))], ["column_0"])),
    ]);
}
