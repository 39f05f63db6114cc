using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Operations.Cost.Advice;

namespace CdcToSnowflake.Emulator.Tests.Operations;

/// <summary>What an embedded account cost, asked as a real one is, against what its clock and the price list say; and what advice comes to when it is followed.</summary>
public sealed class CostReaderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Read_WarehousePipesAndTasks_AreWhatTheClockAndThePricesSay()
    {
        await using var world = await OperatedWorld.CreateAsync();
        await world.Source.CutAsync(world.Store);
        await world.PassAsync(TimeSpan.FromMinutes(2), Second);
        await WorkAsync(world);

        var report = await ReadAsync(world);

        // 20, 20 and 30 minutes at 2 credits an hour; the statements took no time on this clock.
        var warehouse = Assert.Single(report.Warehouses);
        Assert.Equal(("BI", "Small", TimeSpan.FromMinutes(30), 3L), (warehouse.Name, warehouse.Size, warehouse.AutoSuspend, warehouse.Queries));
        Assert.Equal(2m * 70 / 60, warehouse.Compute, 6);
        Assert.Equal(1.0, warehouse.IdleShare);
        Assert.Equal(report.Pipes.Sum(pipe => pipe.BytesBilled) * 0.0037m / 1_000_000_000, report.Pipes.Sum(pipe => pipe.Credits), 9);
        Assert.All(report.Pipes, pipe => Assert.Equal(("BRAND_A_DB", "STG_SCHEMA", 1L), (pipe.Database, pipe.Schema, pipe.Files)));
        Assert.Equal(["BRAND_A_DB.MERGE_RAW", "CI_DB.MERGE_CI"], report.Tasks.Select(task => $"{task.Database}.{task.Name}").Order(StringComparer.Ordinal));
        Assert.Equal(report.Credits, report.Brands.Sum(brand => brand.Credits), 9);
        Assert.Equal(report.Pipes.Sum(pipe => pipe.Credits), report.Brands.Single(brand => brand.Brand == OperatedWorld.Brand).Credits);
        var query = Assert.Single(report.Queries, query => query.Type == "SELECT");
        Assert.Equal(("SELECT COUNT(*) FROM BRAND_A_DB.RAW_SCHEMA.ORDERS", 3L, "BI", 3L), (query.Text, query.Runs, query.Warehouse, query.PartitionsTotal));
        Assert.Equal(0, report.Parsed.Unread);
    }

    [Fact]
    public async Task Advice_Followed_CostsWhatItSaid()
    {
        await using var world = await OperatedWorld.CreateAsync();
        await WorkAsync(world);
        var before = await ReadAsync(world);
        var advice = Assert.Single(before.Advice);
        Assert.Equal((CostAdviceKind.AutoSuspend, "BI"), (advice.Kind, advice.Subject));

        world.Sql.Run(Assert.Single(advice.Statements));
        world.Clock.Advance(TimeSpan.FromDays(2));
        await WorkAsync(world);
        var after = await ReadAsync(world);

        Assert.Equal(before.Warehouses[0].Compute, advice.Before, 6);
        Assert.Equal(after.Warehouses[0].Compute, advice.After, 6);
        Assert.Empty(after.Advice);
    }

    [Fact]
    public async Task Read_TasksWhoseRunsTakeTime_CostWhatTheyTook_AndAreToldFromOthersOnTheirWarehouse()
    {
        await using var world = await OperatedWorld.CreateAsync();
        world.Sql.Run("CREATE WAREHOUSE etl AUTO_SUSPEND = 60 INITIALLY_SUSPENDED = TRUE; CREATE DATABASE d; CREATE TABLE d.public.t (i INT)");
        world.Sql.Run("CREATE TASK d.public.own WAREHOUSE = etl SCHEDULE = '60 MINUTES' AS BEGIN INSERT INTO d.public.t VALUES (1); DELETE FROM d.public.t WHERE i > 1; END; CREATE TASK d.public.free SCHEDULE = '60 MINUTES' AS INSERT INTO d.public.t VALUES (2)");
        // Whoever asks for the time takes some.
        world.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(200);
        world.Sql.Run("USE WAREHOUSE etl; SELECT * FROM d.public.t; EXECUTE TASK d.public.own; EXECUTE TASK d.public.free");
        await world.Emulator.StepAsync();
        await world.Emulator.StepAsync();
        world.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        world.Clock.Advance(TimeSpan.FromHours(1));

        var report = await ReadAsync(world);

        var own = Assert.Single(report.Tasks, task => task.Name == "OWN");
        var free = Assert.Single(report.Tasks, task => task.Name == "FREE");
        Assert.Equal(("ETL", 1L, 0L), (own.Warehouse, own.Runs, own.Failures));
        Assert.Equal((null, 1L, 0L), (free.Warehouse, free.Runs, free.Failures));
        Assert.True(own.Credits > 0 && own.Credits < Assert.Single(report.Warehouses).Attributed);
        Assert.Equal((free.Credits, true), (free.Serverless!.Value, free.Credits > 0 && free.Credits <= (decimal)free.Running.TotalHours));
        // A run as an hour of X-Small has it, at the rate of serverless tasks.
        Assert.Equal((decimal)own.Running.TotalHours * 0.9m, own.Serverless!.Value, 9);

        var advice = Assert.Single(report.Advice, advice => advice.Kind == CostAdviceKind.TaskCompute);
        Assert.Equal(("D.PUBLIC.OWN", 3), (advice.Subject, advice.Statements.Count));
        world.Sql.Run(string.Join(";", advice.Statements));
        Assert.Equal("∅|started", world.Sql.One("SHOW TASKS LIKE 'OWN' ->> SELECT \"warehouse\", \"state\" FROM $1"));
    }

    [Fact]
    public async Task Read_TagNamesABrand_StatementIsThatBrands()
    {
        await using var world = await OperatedWorld.CreateAsync();
        world.Sql.Run("CREATE WAREHOUSE bi AUTO_SUSPEND = 60 INITIALLY_SUSPENDED = TRUE; ALTER SESSION SET QUERY_TAG = '{\"app\":\"CdcToSnowflake\",\"brand\":\"brand_z\"}'");
        world.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(200);
        world.Sql.Run("SELECT 1");
        world.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        world.Clock.Advance(TimeSpan.FromHours(1));

        var report = await ReadAsync(world);

        var brand = Assert.Single(report.Brands);
        Assert.Equal(("brand_z", true), (brand.Brand, brand.Queries > 0 && brand.Idle > 0));
        Assert.Equal(report.Warehouses[0].Compute, brand.Credits, 9);
    }

    // Three statements, twenty minutes apart.
    private static async Task WorkAsync(OperatedWorld world)
    {
        await using var sql = await world.Emulator.OpenConnectionAsync();
        sql.Run("CREATE WAREHOUSE IF NOT EXISTS bi WAREHOUSE_SIZE = SMALL AUTO_SUSPEND = 1800 INITIALLY_SUSPENDED = TRUE; USE WAREHOUSE bi");
        for (var i = 0; i < 3; i++)
        {
            sql.Run("SELECT COUNT(*) FROM BRAND_A_DB.RAW_SCHEMA.ORDERS");
            world.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        world.Clock.Advance(TimeSpan.FromHours(4));
    }

    private static Task<CostReport> ReadAsync(OperatedWorld world) =>
        new CostReader(world.Emulator, world.Generated, new CostOptions { LeastSaving = 0.01m }).ReadAsync(new CostPeriod(world.Clock.GetUtcNow().AddDays(-1), world.Clock.GetUtcNow()));
}
