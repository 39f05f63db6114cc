using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Definition;

/// <summary>"CREATE BUDGET", "ALTER BUDGET", "SHOW BUDGET" and the methods that set a budget: what it is told to count and when to tell. It counts nothing here.</summary>
public sealed class BudgetTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public BudgetTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TAG cost; CREATE SNOWFLAKE.CORE.BUDGET b () COMMENT = 'all'");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void CreateShowAlterDrop_AsAnyObjectOfASchema()
    {
        _sql.Run("CREATE SNOWFLAKE.CORE.BUDGET IF NOT EXISTS b (); CREATE SNOWFLAKE.CORE.BUDGET \"other one\" () WITH COMMENT = 'x'");
        Assert.Contains("already exists", _sql.Fails("CREATE SNOWFLAKE.CORE.BUDGET b ()").Message, StringComparison.Ordinal);
        Assert.Equal(["B|D|PUBLIC|all|ACCOUNTADMIN|ROLE", "other one|D|PUBLIC|x|ACCOUNTADMIN|ROLE"], Shown("SHOW SNOWFLAKE.CORE.BUDGET IN SCHEMA PUBLIC LIMIT 10"));
        _sql.Run("ALTER SNOWFLAKE.CORE.BUDGET IF EXISTS b SET COMMENT = 'mine'; ALTER SNOWFLAKE.CORE.BUDGET IF EXISTS none SET COMMENT = 'mine'");
        Assert.Equal(["B|D|PUBLIC|mine|ACCOUNTADMIN|ROLE"], Shown("SHOW SNOWFLAKE.CORE.BUDGET INSTANCES LIKE 'b'"));
        _sql.Run("DROP SNOWFLAKE.CORE.BUDGET b");
        Assert.Contains("Budget 'B' does not exist", _sql.Fails("CALL b!GET_CONFIG()").Message, StringComparison.Ordinal);

        IReadOnlyList<string> Shown(string show) => _sql.Rows($"{show} ->> SELECT \"name\", \"database_name\", \"schema_name\", \"comment\", \"owner\", \"owner_role_type\" FROM $1 ORDER BY 1");
    }

    [Fact]
    public void Limit_IsAWholeNumberOfCredits()
    {
        Assert.Equal("-1|USER_BUDGET", _sql.One("CALL b!GET_CONFIG() ->> SELECT \"SPEND_LIMIT\", \"BUDGET_TYPE\" FROM $1"));
        Assert.Equal("The spending limit has been updated to 500 credits.", _sql.One("CALL D.PUBLIC.b!SET_SPENDING_LIMIT(500)"));
        Assert.Equal("500", _sql.One("CALL b!GET_CONFIG() ->> SELECT \"SPEND_LIMIT\" FROM $1"));
        _sql.Fails("CALL b!SET_SPENDING_LIMIT(0)");
        _sql.Run("CALL b!SET_NOTIFICATION_THRESHOLD(1000)");
        _sql.Fails("CALL b!SET_NOTIFICATION_THRESHOLD(1001)");
    }

    [Fact]
    public void ResourceTags_TakeThePlaceOfThoseBefore()
    {
        SetTags("'cost', 'SESSION', 'APPLYBUDGET'", "old");
        SetTags("'D.PUBLIC.\"COST\"', 'SESSION', 'APPLYBUDGET'", "it's new");
        Assert.Equal(
            """UNION|COST|["it's new"]""",
            _sql.One("CALL b!GET_BUDGET_SCOPE() ->> SELECT PARSE_JSON($1):resource_tags.operator::VARCHAR, PARSE_JSON($1):resource_tags.tags[0].tagName::VARCHAR, TO_JSON(PARSE_JSON($1):resource_tags.tags[0].tagValues) FROM $1"));
        _sql.Fails("CALL b!SET_RESOURCE_TAGS([['ENT_REF_TAG_0', 'x']], 'UNION')");
        Assert.IsType<NotEmulatedException>(_sql.Fails("SELECT SYSTEM$REFERENCE('TABLE', 't')"));

        void SetTags(string tag, string value) =>
            _sql.Run($"CALL b!SET_RESOURCE_TAGS([[(SELECT SYSTEM$REFERENCE('TAG', {tag})), '{value.Replace("'", "''", StringComparison.Ordinal)}']], 'UNION')");
    }

    [Fact]
    public void Integration_MustBeTheApplicationsToUse()
    {
        _sql.Run("CREATE NOTIFICATION INTEGRATION alarms ENABLED = TRUE DIRECTION = OUTBOUND TYPE = QUEUE NOTIFICATION_PROVIDER = AWS_SNS AWS_SNS_TOPIC_ARN = 'arn:aws:sns:eu-central-1:1:t' AWS_SNS_ROLE_ARN = 'arn:aws:iam::1:role/r'");
        Assert.Contains("TO APPLICATION SNOWFLAKE", _sql.Fails("CALL b!ADD_NOTIFICATION_INTEGRATION('alarms')").Message, StringComparison.Ordinal);
        _sql.Run("GRANT USAGE ON INTEGRATION alarms TO APPLICATION SNOWFLAKE");
        Assert.Equal("Integration added successfully", _sql.One("CALL b!ADD_NOTIFICATION_INTEGRATION('alarms')"));
        Assert.Contains("USAGE|APPLICATION|SNOWFLAKE", _sql.Rows("SHOW GRANTS ON INTEGRATION alarms ->> SELECT \"privilege\", \"granted_to\", \"grantee_name\" FROM $1"));
        Assert.IsType<NotEmulatedException>(_sql.Fails("CALL b!REFRESH_USAGE()"));
    }
}
