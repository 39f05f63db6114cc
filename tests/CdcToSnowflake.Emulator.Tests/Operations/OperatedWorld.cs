using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Operations;

/// <summary>A brand with one table on its way into an embedded Snowflake, on a clock of its own.</summary>
internal sealed class OperatedWorld : IAsyncDisposable
{
    public const string Brand = "brand_a";

    private readonly string _folder = Directory.CreateTempSubdirectory("operated-").FullName;
    private OperatedWorld()
    {
        Emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = Clock });
        Deployment = new SnowflakeDeployment(Emulator);
        Unheard = new FolderObjectStore(Path.Combine(_folder, "store"));
        Source = new ShopSource(Brand, 7) { Clock = Clock };
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public SnowflakeEmulator Emulator { get; }

    public SnowflakeDeployment Deployment { get; }

    /// <summary>The store; no pipe hears of what is written to it this way.</summary>
    public FolderObjectStore Unheard { get; }

    /// <summary>The store; pipes hear of what is written to it this way.</summary>
    public IObjectStore Store { get; private set; } = null!;

    public ShopSource Source { get; }

    public DbConnection Sql { get; private set; } = null!;

    public WarehouseModel Model { get; } = new([new BrandModel(Brand, "s3://b/brand_a/", [ShopSource.Orders])]);

    public SnowflakeSql Generated => new(Model);

    public static async Task<OperatedWorld> CreateAsync()
    {
        var world = new OperatedWorld();
        world.Store = await world.Emulator.WatchAsync(world.Unheard);
        await world.Deployment.EnsureBrandAsync(Brand, world.Store.Location);
        await world.Deployment.ShapeAppearedAsync(Brand, ShopSource.Orders, default);
        // The pipes' first look at the store, which sees files that nobody announces.
        await world.Emulator.DrainAsync();
        world.Sql = await world.Emulator.OpenConnectionAsync();
        return world;
    }

    /// <summary>Steps and lets time pass, until nothing is left to do within it.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        for (var left = time; left > TimeSpan.Zero; left -= step)
        {
            await Emulator.DrainAsync();
            Clock.Advance(step);
        }

        await Emulator.DrainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Sql.DisposeAsync();
        Deployment.Dispose();
        await Emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
