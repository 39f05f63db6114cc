using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CdcToSnowflake.Emulator.Tests.Execution;

/// <summary>The account's generated scripts run statement by statement, twice over.</summary>
public sealed partial class AccountScriptTests
{
    [Fact]
    public async Task AccountGoldens_RunTwice()
    {
        await using var emulator = new SnowflakeEmulator();
        await using var sql = await emulator.OpenConnectionAsync();
        sql.Run("CREATE STORAGE INTEGRATION CDC_S3 TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::000000000000:role/cdc' STORAGE_ALLOWED_LOCATIONS = ('s3://cdc/')");
        for (var run = 0; run < 2; run++)
        {
            foreach (var golden in new[] { "two-brands.sql", "Account/account.sql", "Account/brand-with-roles.sql" })
            {
                // A new warehouse becomes the session's, and one of the script's isn't resumed by statements.
                sql.Run("CREATE WAREHOUSE IF NOT EXISTS SCRIPT_WH; USE WAREHOUSE SCRIPT_WH");
                foreach (Match statement in Statement().Matches(await File.ReadAllTextAsync(Path.Combine(Folder(), golden))))
                {
                    sql.Run(statement.Groups["sql"].Value);
                }
            }
        }

        Assert.Equal(["API_WH|X-Small|3", "ETL_WH|X-Small|1", "ana\"lytics|Small|1"], sql.Rows("SHOW WAREHOUSES ->> SELECT \"name\", \"size\", \"max_cluster_count\" FROM $1 WHERE \"name\" IN ('API_WH', 'ETL_WH', 'ana\"lytics') ORDER BY 1"));
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "CdcToSnowflake.Tests", "Sql", "Goldens"));

    [GeneratedRegex(@"^-- [a-z-]+/[a-z-]+\n(?<sql>.*?;)\n\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Statement();
}
