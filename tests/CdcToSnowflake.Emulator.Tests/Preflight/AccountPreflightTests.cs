using CdcToSnowflake.Emulator.Tests.Pipes;
using CdcToSnowflake.Preflight;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;

namespace CdcToSnowflake.Emulator.Tests.Preflight;

/// <summary>An account, looked at with the loader's own role. What the report says mends it is run, and then it must be mended.</summary>
public sealed class AccountPreflightTests
{
    [Fact]
    public async Task Run_Administrator_IsReady()
    {
        using var emulator = new SnowflakeEmulator();
        var report = await new BrandPreflight("BRAND_A", null, null, emulator).RunAsync();
        Assert.True(report.IsReady, report.ToTable());
        Assert.Contains(report.Findings, finding => finding is { Check: "databases", Detail: "BRAND_A_DB, CI_DB can be made" });
    }

    // What a role sees isn't what it may change.
    [Fact]
    public async Task Run_WarehouseDatabasesAndIntegrationOfOthers_FailUntilTheRemediesAreRun()
    {
        using var emulator = new SnowflakeEmulator();
        using var sql = emulator.OpenConnection();
        sql.Run("CREATE ROLE LOADER; GRANT ROLE LOADER TO USER emulator; GRANT EXECUTE TASK ON ACCOUNT TO ROLE LOADER; GRANT EXECUTE MANAGED TASK ON ACCOUNT TO ROLE LOADER");
        sql.Run("CREATE DATABASE BRAND_A_DB; CREATE DATABASE CI_DB; GRANT USAGE ON DATABASE BRAND_A_DB TO ROLE LOADER; GRANT USAGE ON DATABASE CI_DB TO ROLE LOADER");
        sql.Run("CREATE STORAGE INTEGRATION S3_INT TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::1:role/r' STORAGE_ALLOWED_LOCATIONS = ('s3://cdc/test/'); GRANT USAGE ON INTEGRATION S3_INT TO ROLE LOADER; CREATE WAREHOUSE ETL_WH");
        using var loader = new RoleDataSource(emulator, "LOADER");
        var preflight = new BrandPreflight("BRAND_A", null, new LostStore(new Uri("s3://cdc/prod/")), loader) { StorageIntegration = "S3_INT", Sql = new SqlOptions { TaskWarehouse = "ETL_WH" } };
        var report = await preflight.RunAsync();
        Assert.Equal(["warehouse", "databases", "databases", "integration"], Failures(report).Select(finding => finding.Check));
        Assert.Contains("s3://cdc/prod/BRAND_A/", report.ToTable(), StringComparison.Ordinal);
        foreach (var finding in Failures(report))
        {
            sql.Run(finding.Remedy!.Split(';')[0]);
        }

        Assert.Empty(Failures(await preflight.RunAsync()));

        static List<PreflightFinding> Failures(PreflightReport report) => [.. report.Findings.Where(finding => finding is { Area: "account", Outcome: PreflightOutcome.Failure })];
    }

    [Fact]
    public async Task Run_RoleWithoutRights_EachIsNamedAndItsRemedyMendsIt()
    {
        using var emulator = new SnowflakeEmulator();
        using var sql = emulator.OpenConnection();
        sql.Run("CREATE ROLE \"the loader\"; CREATE ROLE \"team\"; GRANT ROLE \"team\" TO ROLE \"the loader\"; GRANT ROLE \"the loader\" TO USER emulator; GRANT EXECUTE TASK ON ACCOUNT TO ROLE \"team\"");
        sql.Run("CREATE NOTIFICATION INTEGRATION \"alarms\" ENABLED = FALSE DIRECTION = OUTBOUND TYPE = QUEUE NOTIFICATION_PROVIDER = AWS_SNS AWS_SNS_TOPIC_ARN = 'arn:aws:sns:eu-central-1:1:t' AWS_SNS_ROLE_ARN = 'arn:aws:iam::1:role/r'");
        using var loader = new RoleDataSource(emulator, "the loader");
        var preflight = new BrandPreflight("BRAND_A", null, null, loader) { Sql = new SqlOptions { ErrorIntegration = "alarms", Account = new AccountOptions { Roles = new RoleOptions(), ResourceMonitor = new ResourceMonitorOptions(10), CostTag = new CostTagOptions("x"), Budget = new BudgetOptions(10) } } };
        var report = await preflight.RunAsync();
        Assert.Equal(["EXECUTE MANAGED TASK", "CREATE WAREHOUSE", "CREATE ROLE", "MANAGE GRANTS", "owner of tasks", "resource monitor", "budget", "databases", "integration"], report.Findings.Where(finding => finding.Outcome == PreflightOutcome.Failure).Select(finding => finding.Check));
        for (var round = 0; !report.IsReady; round++)
        {
            Assert.True(round < 3, report.ToTable());
            foreach (var finding in report.Findings.Where(finding => finding.Outcome == PreflightOutcome.Failure))
            {
                // What no grant mends, the administrator does.
                sql.Run(finding.Check == "resource monitor" ? "CREATE RESOURCE MONITOR CDC_MONITOR; GRANT MONITOR ON RESOURCE MONITOR CDC_MONITOR TO ROLE \"the loader\"" : finding.Remedy!.Split(';')[0]);
            }

            report = await preflight.RunAsync();
        }
    }

    // A plan hands tasks and pipes to roles that are there, or that it makes and gives to their parent.
    [Theory]
    [InlineData("SYSADMIN", "", "SYSADMIN")]
    [InlineData("SYSADMIN", "CREATE ROLE CDC_LOADER; CREATE ROLE CDC_TRANSFORMER", "CDC_")]
    [InlineData(null, "", "CDC_")]
    [InlineData("PARENT", "", "PARENT")]
    public async Task Run_RolesThatTasksAndPipesAreHandedToNotHeld_AreFoundUntilTheRemediesAreRun(string? parent, string before, string remedied)
    {
        using var emulator = new SnowflakeEmulator();
        using var sql = emulator.OpenConnection();
        sql.Run("CREATE ROLE CDC; GRANT ROLE CDC TO USER emulator; " + before);
        using var cdc = new RoleDataSource(emulator, "CDC");
        var preflight = new BrandPreflight("BRAND_A", null, null, cdc) { Sql = new SqlOptions { Account = new AccountOptions { Roles = new RoleOptions { Parent = parent } } } };
        var found = Owners(await preflight.RunAsync());
        Assert.Equal([("owner of tasks", PreflightOutcome.Failure), ("owner of pipes", PreflightOutcome.Warning)], found.Select(finding => (finding.Check, finding.Outcome)));
        Assert.All(found, finding => Assert.Contains(remedied, finding.Remedy, StringComparison.Ordinal));
        foreach (var statement in found.SelectMany(finding => finding.Remedy!.Split("; or ")[0].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            sql.Run(statement);
        }

        Assert.Equal([PreflightOutcome.Pass, PreflightOutcome.Pass], Owners(await preflight.RunAsync()).Select(finding => finding.Outcome));

        static List<PreflightFinding> Owners(PreflightReport report) => [.. report.Findings.Where(finding => finding.Check.StartsWith("owner of", StringComparison.Ordinal))];
    }
}
