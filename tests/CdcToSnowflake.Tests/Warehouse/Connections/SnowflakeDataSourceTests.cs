using System.Reflection;
using System.Runtime.Loader;
using CdcToSnowflake.Warehouse.Connections;
using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.Tests.Warehouse.Connections;

public class SnowflakeDataSourceTests
{
    private const string ConnectionString = "account=a;authenticator=oauth;token=s3cret";

    /// <summary>One test for all, as an assembly that a process has loaded stays.</summary>
    [Fact]
    public async Task Create_WithAndWithoutTheDriver_TakesWhatWasAskedForOrSaysWhatIsMissing()
    {
        using (var builtIn = SnowflakeDataSource.Create(ConnectionString))
        {
            Assert.IsType<SnowflakeSqlApiDataSource>(builtIn);
        }

        var error = Assert.Throws<InvalidOperationException>(() => SnowflakeDataSource.Create(ConnectionString, SnowflakeProvider.SnowflakeData));
        Assert.Contains("dotnet add package Snowflake.Data", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);

        foreach (var driverOnly in new[] { "account=a;user=u;password=s3cret", "account=a;user=u;authenticator=externalbrowser", "account=a;user=u;token=s3cret;passcode=s3cret" })
        {
            var lacking = Assert.Throws<ArgumentException>(() => SnowflakeDataSource.Create(driverOnly));
            Assert.Contains("dotnet add package Snowflake.Data", lacking.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", lacking.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Snowflake.Data", Assert.Throws<ArgumentException>(() => SnowflakeDataSource.Create(driverOnly, SnowflakeProvider.SqlApi)).Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Snowflake.Data", Assert.Throws<ArgumentException>(() => SnowflakeDataSource.Create("authenticator=oauth;token=s3cret")).Message, StringComparison.Ordinal);

        // From here on the application "references" the driver.
        AssemblyLoadContext.Default.Resolving += static (context, name) => name.Name == "Snowflake.Data" ? context.LoadFromAssemblyPath(StandIn()) : null;
        foreach (var provider in new[] { SnowflakeProvider.Automatic, SnowflakeProvider.SnowflakeData })
        {
            await using var source = SnowflakeDataSource.Create("account=a;user=u;password=p", provider);
            await using var connection = await source.OpenConnectionAsync();
            Assert.Equal("Snowflake.Data.Client.SnowflakeDbConnection", connection.GetType().FullName);
            Assert.Equal("account=a;user=u;password=p", connection.ConnectionString);
        }

        using var chosen = SnowflakeDataSource.Create(ConnectionString, SnowflakeProvider.SqlApi);
        Assert.IsType<SnowflakeSqlApiDataSource>(chosen);
        Assert.Throws<ArgumentOutOfRangeException>(() => SnowflakeDataSource.Create(ConnectionString, (SnowflakeProvider)7));
    }

    private static string StandIn() => typeof(SnowflakeDataSourceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "SnowflakeDataStandIn").Value!;
}
