namespace CdcToSnowflake.Sql.Accounts;

/// <summary>The notification integration that sends failures to an SNS topic (the manual's "CREATE NOTIFICATION INTEGRATION (outbound to an Amazon SNS topic)").</summary>
/// <param name="TopicArn">The topic's ARN.</param>
/// <param name="RoleArn">The ARN of the IAM role that may publish to it.</param>
public sealed record ErrorNotificationOptions(string TopicArn, string RoleArn)
{
    /// <summary>The name as Snowflake stores it.</summary>
    /// <value>The default is <c>CDC_ERRORS</c>.</value>
    public string Name { get; init; } = "CDC_ERRORS";

    internal void Check()
    {
        SqlRanges.Named(TopicArn);
        SqlRanges.Named(RoleArn);
        SqlRanges.Named(Name);
    }
}
