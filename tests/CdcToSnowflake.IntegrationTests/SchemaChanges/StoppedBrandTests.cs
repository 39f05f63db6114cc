using CdcToSnowflake.Capture;
using CdcToSnowflake.Emulator.Hosting;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Brands;
using CdcToSnowflake.TestServers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdcToSnowflake.IntegrationTests.SchemaChanges;

/// <summary>A change that the warehouse can't take stops its brand, which says what, where and what to do; the other brands of the service go on.</summary>
public sealed class StoppedBrandTests
{
    [Theory]
    [InlineData("ALTER TABLE a.t MODIFY v VARCHAR(9)", "no type holds both without loss")]
    [InlineData("ALTER TABLE a.t MODIFY d DECIMAL(9,4)", "Snowflake can't turn the one into the other")]
    [InlineData("RENAME TABLE a.t TO a.old, a.other TO a.t", "has the key (ID) in")]
    public async Task Run_ShapeThatTheWarehouseCantTake_OneBrandStopsAndOthersGoOn(string statement, string problem)
    {
        var folder = Directory.CreateTempSubdirectory("stopped-").FullName;
        await using var server = await MySqlServer.StartAsync();
        foreach (var schema in (string[])["a", "b"])
        {
            await server.ExecuteAsync(
                $"CREATE DATABASE {schema}; CREATE TABLE {schema}.t (id INT PRIMARY KEY, v INT NOT NULL, d DECIMAL(9,2)); INSERT INTO {schema}.t VALUES (1, 1, 1); CREATE TABLE {schema}.u (id INT PRIMARY KEY); CREATE TABLE {schema}.other (v INT PRIMARY KEY, d DECIMAL(9,2)); INSERT INTO {schema}.other VALUES (1, 1)");
        }

        using (var host = Build(server, folder))
        {
            await host.StartAsync();
            var status = host.Services.GetRequiredService<CdcStatus>();
            await Waiting.UntilAsync(() => status.Brands.All(brand => brand.LastCut > 0), () => string.Join('\n', status.Brands));
            await server.ExecuteAsync($"{statement}; UPDATE a.t SET d = 2; INSERT INTO a.u VALUES (1)");
            await Waiting.UntilAsync(() => Brand(status, "A").State == BrandState.Stopped, () => string.Join('\n', status.Brands));
            var error = Assert.IsType<UnsupportedStatementException>(Brand(status, "A").Error);
            Assert.Equal(statement, error.Statement);
            Assert.Contains(problem, error.Message, StringComparison.Ordinal);
            Assert.Contains("ExcludedTables", error.Message, StringComparison.Ordinal);
            Assert.StartsWith("binlog.", error.File, StringComparison.Ordinal);

            var before = Brand(status, "B").LastCut;
            await server.ExecuteAsync("ALTER TABLE b.t ADD w INT NOT NULL DEFAULT 4; INSERT INTO b.t VALUES (2, 2, 2, 2)");
            await Waiting.UntilAsync(() => Brand(status, "B").LastCut > before + 1, () => string.Join('\n', status.Brands));
            Assert.Equal(BrandState.Running, Brand(status, "B").State);
            await host.StopAsync();
        }

        // The remedy that the error names.
        using (var host = Build(server, folder, "a.t"))
        {
            await host.StartAsync();
            var status = host.Services.GetRequiredService<CdcStatus>();
            await Waiting.UntilAsync(() => Brand(status, "A") is { State: BrandState.Running, LastCut: > 0 }, () => string.Join('\n', status.Brands));
            var before = Brand(status, "A").LastCut;
            await server.ExecuteAsync("INSERT INTO a.u VALUES (2)");
            await Waiting.UntilAsync(() => Brand(status, "A").LastCut > before, () => string.Join('\n', status.Brands));
            Assert.Equal(BrandState.Running, Brand(status, "A").State);
            await host.StopAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static BrandStatus Brand(CdcStatus status, string name) => status.Brands.Single(brand => brand.Brand == name);

    private static IHost Build(DatabaseServer server, string folder, params string[] excluded)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddCdcToSnowflake(cdc =>
        {
            cdc.ToFolder(Path.Combine(folder, "store")).ToEmulator(Path.Combine(folder, "snowflake.db"));
            foreach (var (id, schema) in ((string, string)[])[("A", "a"), ("B", "b")])
            {
                cdc.AddBrand(id, brand => brand.FromMySql($"{server.ConnectionString};Server Id={7000 + id[0]}").Tables($"{schema}.*").Except(excluded).Capture(capture => capture with { CutInterval = TimeSpan.FromMilliseconds(100) }));
            }
        });
        return builder.Build();
    }
}
