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
        Assert.Equal(["EXECUTE MANAGED TASK", "CREATE WAREHOUSE", "CREATE ROLE", "MANAGE GRANTS", "resource monitor", "budget", "databases", "integration"], report.Findings.Where(finding => finding.Outcome == PreflightOutcome.Failure).Select(finding => finding.Check));
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
}
