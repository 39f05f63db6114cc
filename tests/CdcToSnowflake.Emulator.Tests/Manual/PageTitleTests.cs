using System.Reflection;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>The pages of Snowflake's manual that this folder's tests hold the emulator to: each test's name begins with its page's title, so that who reads a page finds its tests.</summary>
public sealed class PageTitleTests
{
    // As the pages have them; a view's or a function's page by its name.
    private static readonly string[] Pages =
    [
        "Account Usage", "ALTER PIPE", "ALTER TABLE … ALTER COLUMN", "APPROX_PERCENTILE", "Authenticating to the server", "Canceling the execution of a SQL statement", "Configure a task to send error notifications",
        "Configure a task to send success notifications", "COPY_HISTORY", "COPY INTO <table>", "Create a sequence of tasks with a task graph", "CREATE FILE FORMAT", "CREATE PIPE", "CREATE STREAM", "CREATE TASK",
        "Date & time data types", "Date and time input and output formats", "Enabling Snowpipe error notifications for Amazon SNS", "Geospatial data types", "Handling responses", "Introduction to Snowpipe",
        "Introduction to streams", "Managing Snowpipe", "MERGE", "MONTHS_BETWEEN", "NEXT_DAY", "Numeric data types", "PIPES view", "PIPE_USAGE_HISTORY", "PREVIOUS_DAY", "QUERY_ATTRIBUTION_HISTORY", "QUERY_HISTORY", "RESULT_SCAN",
        "Semi-structured data types", "SERVERLESS_TASK_HISTORY", "SHOW STREAMS", "Snowflake SQL API reference", "Snowpipe costs", "Snowpipe REST API", "String & binary data types",
        "Submitting a request to execute SQL statements", "Submitting multiple SQL statements in a single request", "SYSTEM$CLUSTERING_INFORMATION", "SYSTEM$PIPE_FORCE_RESUME", "SYSTEM$PIPE_STATUS",
        "SYSTEM$STREAM_HAS_DATA", "TABLE_QUERY_PRUNING_HISTORY", "TASK_HISTORY", "TIME_SLICE", "TO_TIME", "TO_TIMESTAMP", "Transactions", "Transform data during a load", "TRUNCATE TABLE",
        "Understanding blocks in Snowflake Scripting", "Using explicit transactions", "VALIDATE_PIPE_LOAD", "Vector data types", "WAREHOUSE_METERING_HISTORY", "Working with resource monitors",
    ];

    [Fact]
    public void Tests_OfThisFolder_AreNamedByTheirPages_AndEachPageHasOne()
    {
        var tests = typeof(PageTitleTests).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(PageTitleTests).Namespace && type != typeof(PageTitleTests))
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FactAttribute>() is not null);
        Assert.Equal(Pages.Select(Name).Order(StringComparer.Ordinal), tests.Select(test => Name(test.Name.Split('_')[0])).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Name(string title) => string.Concat(title.Replace("&", "and", StringComparison.Ordinal).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
