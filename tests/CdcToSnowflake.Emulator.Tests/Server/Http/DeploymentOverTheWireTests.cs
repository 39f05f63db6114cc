using System.Text.Json;
using CdcToSnowflake.Emulator.Server.Http;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Server.Http;

/// <summary>The whole way in the warehouse, deployed and read through the SQL API, over a line that breaks now and then.</summary>
public sealed class DeploymentOverTheWireTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wire-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TwoBrands_DeployedOverTheWire_RawAndCiEqualTheSources()
    {
        // Every fifth request is lost, or its answer: deployments run each statement once all the same.
        await using var wire = new WireServer(
            new EmulatorServerOptions { Faults = request => (request.Number % 5, request.Number % 2) switch { (0, 0) => ServerFault.LostAnswer, (0, _) => ServerFault.LostRequest, _ => null } },
            clock: new ShortWaits());
        using var deployment = new SnowflakeDeployment(wire.Source);
        var store = await wire.Emulator.WatchAsync(new FolderObjectStore(Path.Combine(_folder, "store")));
        var sources = new[] { new ShopSource("brand_a", 1), new ShopSource("brand_b", 101) };
        foreach (var source in sources)
        {
            await deployment.EnsureBrandAsync(source.Brand, store.Location);
            await deployment.ShapeAppearedAsync(source.Brand, ShopSource.Orders, default);
        }

        foreach (var source in sources)
        {
            for (var cut = 0; cut < 3; cut++)
            {
                await source.CutAsync(store, withOrphan: cut == 1);
            }
        }

        await wire.Emulator.DrainAsync();
        await using var sql = await wire.Source.OpenConnectionAsync();
        foreach (var source in sources)
        {
            Assert.Equal(source.Expected, sql.Rows($"SELECT \"ID\", \"TOTAL\", \"NOTE\" FROM {source.Brand}_DB.RAW_SCHEMA.ORDERS ORDER BY \"ID\""));
        }

        Assert.Equal(
            sources.SelectMany(source => source.Expected.Select(row => source.Brand + "|" + row)),
            sql.Rows("SELECT \"BRAND_ID\", \"ID\", \"TOTAL\", \"NOTE\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY 1, 2"));
        var model = new WarehouseModel([.. sources.Select(source => new BrandModel(source.Brand, store.Location.AbsoluteUri + StorePath.Brand(source.Brand), [ShopSource.Orders]))]);
        Assert.True((await new WarehousePlanner(wire.Source).PlanAsync(model)).IsEmpty);
        // Each deployed statement says whose it is, and each question.
        var tags = wire.Submitted.Select(Tag).Where(tag => tag.Length > 0).ToList();
        Assert.Contains(tags, tag => tag.Contains("\"brand\":\"brand_a\",\"table\":\"shop.orders\"", StringComparison.Ordinal) && tag.Contains("pipe/create", StringComparison.Ordinal));
        Assert.Contains(tags, tag => tag.Contains("\"brand\":\"brand_b\"", StringComparison.Ordinal) && tag.Contains("inventory/columns", StringComparison.Ordinal));
        Assert.All(wire.Submitted.Where(request => request.Body.Contains("CREATE ", StringComparison.Ordinal)), request => Assert.Contains("QUERY_TAG", request.Body, StringComparison.Ordinal));
        // So does what the merges' tasks run.
        Assert.Equal(
            ["brand_a|RAW", "brand_b|RAW", "∅|CI"],
            sql.Rows("SELECT DISTINCT PARSE_JSON(QUERY_TAG):brand::VARCHAR, PARSE_JSON(QUERY_TAG):layer::VARCHAR FROM SNOWFLAKE.ACCOUNT_USAGE.QUERY_HISTORY WHERE QUERY_TYPE = 'MERGE' AND QUERY_TAG <> '' AND PARSE_JSON(QUERY_TAG):layer IS NOT NULL ORDER BY 2 DESC, 1"));
    }

    private static string Tag(ServerRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.TryGetProperty("parameters", out var parameters) && parameters.TryGetProperty("QUERY_TAG", out var tag) ? tag.GetString() ?? "" : "";
    }
}
