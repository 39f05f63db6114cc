using CdcToSnowflake.Emulator;
using CdcToSnowflake.Emulator.Hosting;
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Semantics;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Warehouse;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdcToSnowflake.IntegrationTests.Hosting;

/// <summary>What the service watches beside its brands' changes: what the sources say of their tables, and what the account costs.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-watch-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Run_CommentsOnTheSourcesTables_ComeToCiAndTheSemanticView_AlsoThoseMadeLater()
    {
        await using var mysql = await MySqlServer.StartAsync();
        await mysql.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY COMMENT 'Number on the bill', total INT NOT NULL) COMMENT 'Orders of guests'; INSERT INTO shop.orders VALUES (1, 10)");
        using var host = Build(mysql, options =>
        {
            options.Snowflake.DescriptionInterval = TimeSpan.FromSeconds(1);
            options.Snowflake.Deployment = new DeploymentOptions { Sql = new SqlOptions { Api = new ApiOptions { Semantics = new SemanticOptions() } } };
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        var snowflake = host.Services.GetRequiredService<SnowflakeEmulator>();

        await Waiting.UntilAsync(() => Said(snowflake) is ("Orders of guests", "Number on the bill", ""), () => $"{Said(snowflake)}");
        await Waiting.UntilAsync(() => Texts(snowflake, "DESCRIBE SEMANTIC VIEW CI_DB.API_SCHEMA.CDC_SEMANTICS").Contains("Number on the bill"), () => "the semantic view");

        await mysql.ExecuteAsync("ALTER TABLE shop.orders COMMENT = 'What guests ordered', MODIFY total INT NOT NULL COMMENT 'Gross, in cents'");
        await Waiting.UntilAsync(() => Said(snowflake) is ("What guests ordered", "Number on the bill", "Gross, in cents"), () => $"{Said(snowflake)}");
        await Waiting.UntilAsync(() => Texts(snowflake, "DESCRIBE SEMANTIC VIEW CI_DB.API_SCHEMA.CDC_SEMANTICS").Contains("Gross, in cents"), () => "the semantic view's next");

        // What is said no more goes, here too.
        await mysql.ExecuteAsync("ALTER TABLE shop.orders COMMENT = '', MODIFY total INT NOT NULL");
        await Waiting.UntilAsync(() => Said(snowflake) is ("ORDERS of all brands", "Number on the bill", ""), () => $"{Said(snowflake)}");
        await Waiting.UntilAsync(() => Texts(snowflake, "DESCRIBE SEMANTIC VIEW CI_DB.API_SCHEMA.CDC_SEMANTICS") is var view && view.Contains("Number on the bill") && !view.Exists(text => text.Contains("Gross", StringComparison.Ordinal) || text.Contains("What guests ordered", StringComparison.Ordinal)), () => "the semantic view without them");

        // And rows go on.
        await mysql.ExecuteAsync("INSERT INTO shop.orders VALUES (2, 20)");
        await Waiting.UntilAsync(() => Texts(snowflake, "SELECT TO_VARCHAR(SUM(TOTAL)) FROM CI_DB.CI_SCHEMA.ORDERS").Contains("30"), () => "the second row");
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_CostWatched_StatusHasTheLastReport()
    {
        await using var mysql = await MySqlServer.StartAsync();
        await mysql.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY)");
        var interval = TimeSpan.FromSeconds(67);
        using var host = Build(mysql, options => (options.Cost.Interval, options.Cost.Period) = (interval, TimeSpan.FromDays(1)), new ShorterTime(interval));
        await host.StartAsync(TestContext.Current.CancellationToken);
        var status = host.Services.GetRequiredService<CdcStatus>();

        await Waiting.UntilAsync(() => status.Cost is not null, () => "the first report");
        var first = status.Cost!;
        Assert.Equal(TimeSpan.FromDays(1), first.Period.Length);
        await Waiting.UntilAsync(() => status.Cost != first, () => "the second report");
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private IHost Build(MySqlServer mysql, Action<CdcOptions> configure, TimeProvider? time = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddCdcToSnowflake(cdc => cdc
            .ToFolder(Path.Combine(_folder.FullName, "store"))
            .ToEmulator(new EmulatorOptions { MinimumTriggerInterval = TimeSpan.FromMilliseconds(100) })
            .AddBrand("BRAND_A", brand => brand.FromMySql(mysql.ConnectionString).Tables("shop.*").Capture(options => options with { CutInterval = TimeSpan.FromMilliseconds(100) }))
            .Configure(configure));
        return builder.Build();
    }

    // CI's comments: of the table, and of its two columns.
    private static (string? Table, string? Id, string? Total) Said(SnowflakeEmulator snowflake)
    {
        var columns = Texts(snowflake, "SELECT COALESCE(COMMENT, '') FROM CI_DB.INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'CI_SCHEMA' AND TABLE_NAME = 'ORDERS' AND COLUMN_NAME IN ('ID', 'TOTAL') ORDER BY COLUMN_NAME");
        return (Texts(snowflake, "SELECT COALESCE(COMMENT, '') FROM CI_DB.INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'CI_SCHEMA' AND TABLE_NAME = 'ORDERS'").FirstOrDefault(), columns.FirstOrDefault(), columns.ElementAtOrDefault(1));
    }

    /// <summary>All texts of an answer, row by row; none while its objects aren't there.</summary>
    private static List<string> Texts(SnowflakeEmulator snowflake, string sql)
    {
        List<string> texts = [];
        try
        {
            using var command = snowflake.CreateCommand(sql);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                texts.AddRange(Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue).OfType<string>());
            }
        }
        catch (SnowflakeException e) when (e.Message.Contains("does not exist", StringComparison.Ordinal))
        {
        }

        return texts;
    }

    /// <summary>The system's time, but for pauses of one length, which are over at once.</summary>
    private sealed class ShorterTime(TimeSpan pause) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, dueTime == pause ? TimeSpan.FromMilliseconds(100) : dueTime, period);
    }
}
