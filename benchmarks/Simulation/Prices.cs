namespace CdcToSnowflake.Simulation;

/// <summary>What the pages say that things cost. Options of the program change each.</summary>
internal sealed record Prices
{
    /// <summary>Snowpipe, credits for a GB of files; binary files as they are, and nothing for each file. "Snowflake Service Consumption Table", table 5, 2026; "Snowpipe costs".</summary>
    public double SnowpipeCreditsPerGigabyte { get; init; } = 0.0037;

    /// <summary>Credits for an hour of an X-Small warehouse. "Understanding compute cost".</summary>
    public double WarehouseCreditsPerHour { get; init; } = 1;

    /// <summary>What an hour of a serverless task costs of a warehouse's of the same size. "Snowflake Service Consumption Table", table 5, 2026.</summary>
    public double ServerlessMultiplier { get; init; } = 0.9;

    /// <summary>Dollars for a credit: the Enterprise edition on demand, AWS, US East. An account's own contract says another price. "Snowflake Service Consumption Table", table 2.</summary>
    public double DollarsPerCredit { get; init; } = 3;

    /// <summary>Dollars for a thousand PUT requests, S3 Standard, US East. "Amazon S3 pricing".</summary>
    public double DollarsPerThousandPuts { get; init; } = 0.005;

    /// <summary>Dollars for a thousand GET requests, S3 Standard, US East. "Amazon S3 pricing".</summary>
    public double DollarsPerThousandGets { get; init; } = 0.0004;
}
