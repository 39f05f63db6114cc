namespace CdcToSnowflake.Sql.Accounts;

/// <summary>The storage integration: the IAM role by which Snowflake reads the brands' folders, and no others (the manual's CREATE STORAGE INTEGRATION).</summary>
/// <param name="RoleArn">The role's ARN.</param>
public sealed record StorageIntegrationOptions(string RoleArn)
{
    /// <summary>The name as Snowflake stores it.</summary>
    /// <value>The default is <c>CDC_S3</c>.</value>
    public string Name { get; init; } = "CDC_S3";

    /// <summary>The external id that the role's trust policy asks for; null for one that Snowflake makes.</summary>
    /// <value>The default is null.</value>
    public string? ExternalId { get; init; }

    internal void Check()
    {
        SqlRanges.Named(RoleArn);
        SqlRanges.Named(Name);
        if (ExternalId is not null)
        {
            SqlRanges.Named(ExternalId);
        }
    }
}
