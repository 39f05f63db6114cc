using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Operations.Cost;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>Settings come from the configuration and from code; all wrong ones are named at the start, together, without a secret.</summary>
public sealed class CdcOptionsTests
{
    [Fact]
    public async Task Start_ManyWrongSettings_NamesThemAllAndNoSecret()
    {
        using var host = Build([], cdc =>
        {
            cdc.ToFolder("/tmp/somewhere").ToS3(s3 => s3.Bucket = "cdc");
            // By name: another test may have loaded a stand-in of Snowflake's own driver, which takes any keyword.
            cdc.ToSnowflake(snowflake => (snowflake.ConnectionString, snowflake.Provider) = ("account=a;user=u;pasword=hidden-1", SnowflakeProvider.SqlApi));
            cdc.AddBrand("NOWHERE", brand => brand.Tables("shop.*"));
            cdc.AddBrand("MISSPELT", brand => brand.FromMySql("Server=db;User ID=cdc;Passwort=hidden-2"));
            cdc.AddBrand("TABLES", brand => brand.FromMySql("Server=db;User ID=cdc;Password=hidden-3").Tables("orders"));
            cdc.AddBrand("INTERVAL", brand => brand.FromMySql("Server=db;User ID=cdc;Password=hidden-3").Capture(c => c with { CutInterval = TimeSpan.Zero }));
            cdc.AddBrand("SALT", brand => brand.FromMySql("Server=db;User ID=cdc;Password=hidden-3").HashColumns("hidden-4", "*.*.email"));
            cdc.AddBrand("REPLICA", brand => brand.FromMySql("Server=db;User ID=cdc").SnapshotsFrom("Server=db-r;User ID=cdc;Passwort=hidden-5"));
            cdc.AddBrand("OWN", brand => brand.From(_ => throw new NotSupportedException()).SnapshotsFrom("Server=db-r;User ID=cdc;Password=hidden-6"));
            cdc.OnChanges<Deaf>();
            cdc.OnChanges<Deaf>(handler => handler.Brands.Add("ELSEWHERE"));
            cdc.Configure(options =>
            {
                options.Standby.Name = "";
                options.Standby.SilenceLimit = TimeSpan.FromSeconds(6);
                options.Retry.FirstPause = TimeSpan.FromHours(2);
                options.Cost.Interval = TimeSpan.FromSeconds(59);
                options.Cost.MonthlyCredits = 0;
                (options.Streams.Interval, options.Streams.Margin) = (TimeSpan.FromDays(2), TimeSpan.FromDays(1));
                options.Cost.Look = new CostOptions { Queries = 0 };
            });
        });
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.All(
            ["Store: there is more than one", "Snowflake:ConnectionString", "Brands:NOWHERE:ConnectionString", "Brands:MISSPELT:ConnectionString", "Keyword 3 of the connection string is not known", "Brands:REPLICA:SnapshotConnectionString", "Brands:OWN:SnapshotConnectionString: it is set, but", "Brands:TABLES", "Brands:INTERVAL", "CutInterval", "Brands:SALT", "HashSalt", "OnChanges<Deaf>: it hears of no table", "2 handlers have the name", "ELSEWHERE", "Standby.Name", "SilenceLimit", "FirstPause", "Cost.Interval", "Cost.MonthlyCredits", "Streams: Interval is 2.00:00:00", "Cost:Look: Queries must be 1 to 1000"],
            expected => Assert.Contains(error.Failures, failure => failure.Contains(expected, StringComparison.Ordinal)));
        Assert.DoesNotContain("hidden", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, LoadMode.Task, "there are no pipes to tell")]
    [InlineData(false, LoadMode.Pipes, "the store is no bucket")]
    public async Task Start_NotificationsThatNobodyHears_Refused(bool isBucket, LoadMode loading, string why)
    {
        using var host = Build([], cdc =>
        {
            _ = isBucket ? cdc.ToS3(s3 => (s3.Bucket, s3.Region) = ("cdc", "eu-central-1")) : cdc.ToFolder("/tmp/somewhere");
            cdc.AddBrand("A", brand => brand.FromMySql("Server=db;User ID=cdc")).ToSnowflake(snowflake =>
            {
                snowflake.SetBucketNotifications = true;
                snowflake.Deployment = new DeploymentOptions { Sql = new SqlOptions { Loading = loading } };
            });
        });
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(why, Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    // Brands and handlers are told of without one.
    [Fact]
    public void Options_AlertsWithoutAQueue_AreOfUse()
    {
        using var host = Build([], cdc => cdc
            .ToFolder("/tmp/somewhere")
            .AddBrand("A", brand => brand.FromMySql("Server=db;User ID=cdc"))
            .AlertOnFailures(alerts => alerts.SlackWebhook = new Uri("https://hooks.example/hidden"))
            .WatchCost(TimeSpan.FromDays(1), cost => cost.MonthlyCredits = 500));
        var options = host.Services.GetRequiredService<IOptions<CdcOptions>>().Value;
        Assert.True(options.Alerts is { HasSender: true, QueueUrl: null });
        Assert.Equal((TimeSpan.FromDays(1), TimeSpan.FromDays(7), 500), (options.Cost.Interval, options.Cost.Period, options.Cost.MonthlyCredits));
    }

    [Fact]
    public void Options_AQueueOfWhichNobodyIsTold_IsRefused()
    {
        using var host = Build([], cdc => cdc
            .ToFolder("/tmp/somewhere").AddBrand("A", brand => brand.FromMySql("Server=db;User ID=cdc")).AlertOnFailures(alerts => alerts.QueueUrl = "https://sqs.eu-central-1.amazonaws.com/1/alerts"));
        Assert.Contains("nobody is told", Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptions<CdcOptions>>().Value).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NothingSet_SaysWhatIsNeeded()
    {
        using var host = Build([], _ => { });
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(2, error.Failures.Count());
        Assert.Contains(error.Failures, failure => failure.StartsWith("Store: there is none", StringComparison.Ordinal));
        Assert.Contains(error.Failures, failure => failure.StartsWith("Brands: there is none", StringComparison.Ordinal));
    }

    [Fact]
    public void Options_FromConfiguration_HoldAllSettings()
    {
        using var host = Build(
            new()
            {
                ["CdcToSnowflake:Store:S3:Bucket"] = "cdc",
                ["CdcToSnowflake:Store:S3:Endpoint"] = "http://127.0.0.1:9000",
                ["CdcToSnowflake:Snowflake:Deployment:StorageIntegration"] = "S3_INT",
                ["CdcToSnowflake:Standby:RenewInterval"] = "00:00:02",
                ["CdcToSnowflake:Brands:A:ConnectionString"] = "Server=db-a;User ID=cdc;Password=x;Server Id=7",
                ["CdcToSnowflake:Brands:A:SnapshotConnectionString"] = "Server=db-r;User ID=cdc;Password=x",
                ["CdcToSnowflake:Brands:A:Tables:0"] = "shop.*",
                ["CdcToSnowflake:Brands:A:ExcludedTables:0"] = "shop.carts",
                ["CdcToSnowflake:Brands:A:KeyColumns:shop.log:0"] = "at",
                ["CdcToSnowflake:Brands:A:AppendOnlyTables:0"] = "shop.log",
                ["CdcToSnowflake:Brands:A:DroppedColumns:0"] = "*.*.password",
                ["CdcToSnowflake:Brands:A:HashedColumns:0"] = "*.*.email",
                ["CdcToSnowflake:Brands:A:HashSalt"] = "the salt of the configuration",
                ["CdcToSnowflake:Brands:A:Capture:CutInterval"] = "00:00:03",
                ["CdcToSnowflake:Brands:A:Capture:HandledStatements:0"] = "binlog.000001:4",
                ["CdcToSnowflake:Brands:B:ConnectionString"] = "Server=db-b;User ID=cdc;Password=x",
            },
            cdc => cdc.AddBrand("A", brand => brand.Tables("crm.*").AppendOnly("crm.log").DropColumns("crm.*.ssn")));
        var options = host.Services.GetRequiredService<IOptions<CdcOptions>>().Value;
        Assert.Equal(("cdc", "http://127.0.0.1:9000/"), (options.Store.S3!.Bucket, options.Store.S3.Endpoint!.AbsoluteUri));
        Assert.Equal("S3_INT", options.Snowflake.Deployment.StorageIntegration);
        Assert.Equal(TimeSpan.FromSeconds(2), options.Standby.RenewInterval);
        Assert.Equal(["A", "B"], options.Brands.Keys.Order());
        Assert.Equal(("Server=db-r;User ID=cdc;Password=x", null), (options.Brands["A"].SnapshotConnectionString, options.Brands["B"].SnapshotConnectionString));
        var a = options.Brands["A"].ToCapture();
        Assert.Equal(["shop.*", "crm.*"], a.Tables);
        Assert.Equal(["shop.carts"], a.ExcludedTables);
        Assert.Equal(["at"], a.KeyColumns["shop.log"]);
        Assert.Equal(["shop.log", "crm.log"], a.AppendOnlyTables);
        Assert.Equal(["*.*.password", "crm.*.ssn"], a.DroppedColumns);
        Assert.Equal(["*.*.email"], a.HashedColumns);
        Assert.Equal("the salt of the configuration", a.HashSalt);
        Assert.Equal(TimeSpan.FromSeconds(3), a.CutInterval);
        Assert.Equal(["binlog.000001:4"], a.HandledStatements);
        Assert.True(options.Brands["B"].ToCapture().Includes("any", "table"));
    }

    /// <summary>The binder adds to a list that is there: a default of all tables would have taken all.</summary>
    [Fact]
    public void Options_TablesNamedInConfiguration_AreTheOnlyOnes()
    {
        using var host = Build(
            new()
            {
                ["CdcToSnowflake:Store:S3:Bucket"] = "cdc",
                ["CdcToSnowflake:Store:S3:Endpoint"] = "http://127.0.0.1:9000",
                ["CdcToSnowflake:Snowflake:Deployment:Sql:Api:Semantics:Tables:0"] = "ORDERS",
                ["CdcToSnowflake:Brands:A:ConnectionString"] = "Server=db-a;User ID=cdc;Password=x",
                ["CdcToSnowflake:Brands:A:Capture:Tables:0"] = "shop.orders",
            },
            _ => { });
        var options = host.Services.GetRequiredService<IOptions<CdcOptions>>().Value;
        var capture = options.Brands["A"].ToCapture();
        Assert.Equal("shop.orders", capture.ToString());
        Assert.Equal((true, false, false), (capture.Includes("shop", "orders"), capture.Includes("shop", "customers"), capture.Includes("hr", "people")));
        var semantics = options.Snowflake.Deployment.Sql.Api!.Semantics!;
        Assert.Equal((true, false), (semantics.Shows("ORDERS"), semantics.Shows("CUSTOMERS")));
    }

    [Fact]
    public void Options_UnknownWordInConfiguration_Refused()
    {
        using var host = Build(new() { ["CdcToSnowflake:Stor:Folder"] = "x" }, _ => { });
        var error = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<IOptions<CdcOptions>>().Value);
        Assert.Contains("Stor", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnChanges_NoHandler_Refused() =>
        Assert.Throws<ArgumentException>(() => Build([], cdc => cdc.OnChanges<object>()));

    [Fact]
    public void AddCdcToSnowflake_Twice_Refused()
    {
        var services = new ServiceCollection().AddCdcToSnowflake();
        Assert.Throws<InvalidOperationException>(() => services.AddCdcToSnowflake());
    }

    private static IHost Build(Dictionary<string, string?> configuration, Action<CdcBuilder> compose)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Services.AddCdcToSnowflake(compose);
        return builder.Build();
    }

    private sealed class Deaf : IChangeHandler<Row>
    {
        public Task HandleAsync(ChangeBatch<Row> changes, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed record Row(long Id);
}
