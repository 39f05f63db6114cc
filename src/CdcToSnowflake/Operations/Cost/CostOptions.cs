namespace CdcToSnowflake.Operations.Cost;

/// <summary>Prices, and how far a look at the costs goes. Prices that aren't in the manual are in Snowflake's Service Consumption Table; a contract may differ.</summary>
public sealed record CostOptions
{
    /// <summary>What serverless tasks cost for an hour of X-Small, in an X-Small warehouse's credits; by the Service Consumption Table.</summary>
    /// <value>The default is 0.9; 0.1 to 10.</value>
    public decimal ServerlessTaskRate { get; init; } = 0.9m;

    /// <summary>What Snowpipe costs for a GB (10⁹ bytes) that it is billed for, in credits; by the Service Consumption Table. The manual's "Snowpipe costs": text counts uncompressed, Parquet as it is.</summary>
    /// <value>The default is 0.0037; 0 to 10.</value>
    public decimal SnowpipeCreditsPerGigabyte { get; init; } = 0.0037m;

    /// <summary>What Snowpipe costs for a thousand files, in credits: part of the former price model, which contracts may still have; the manual's "Snowpipe costs" knows no such charge any more.</summary>
    /// <value>The default is 0; 0 to 10.</value>
    public decimal SnowpipeCreditsPerThousandFiles { get; init; }

    /// <summary>What a credit costs, for the page and the table to show money beside credits; null to show credits alone.</summary>
    /// <value>The default is null; 0 to 1,000.</value>
    public decimal? CreditPrice { get; init; }

    /// <summary>The currency of <see cref="CreditPrice"/>.</summary>
    /// <value>The default is <c>USD</c>; at most 3 characters.</value>
    public string Currency { get; init; } = "USD";

    /// <summary>How many credits in 30 days an advice must save at least.</summary>
    /// <value>The default is 1; 0 to 1,000,000.</value>
    public decimal LeastSaving { get; init; } = 1;

    /// <summary>How many of the most expensive statements are read and parsed; those alike but for their constants count as one.</summary>
    /// <value>The default is 100; 1 to 1,000.</value>
    public int Queries { get; init; } = 100;

    /// <summary>How many micro-partitions a table must have for a clustering key to be advised. The manual's "Clustering keys &amp; clustered tables" speaks of a large number, typically terabytes; a partition is about 16 MB compressed.</summary>
    /// <value>The default is 1,000; 1 to 1,000,000,000.</value>
    public long LeastPartitions { get; init; } = 1_000;

    internal CostOptions Checked()
    {
        Within(ServerlessTaskRate, 0.1m, 10, nameof(ServerlessTaskRate));
        Within(SnowpipeCreditsPerGigabyte, 0, 10, nameof(SnowpipeCreditsPerGigabyte));
        Within(SnowpipeCreditsPerThousandFiles, 0, 10, nameof(SnowpipeCreditsPerThousandFiles));
        Within(CreditPrice ?? 0, 0, 1_000, nameof(CreditPrice));
        Within(Currency.Length, 0, 3, nameof(Currency));
        Within(LeastSaving, 0, 1_000_000, nameof(LeastSaving));
        Within(Queries, 1, 1_000, nameof(Queries));
        Within(LeastPartitions, 1, 1_000_000_000, nameof(LeastPartitions));
        return this;
    }

    private static void Within(decimal value, decimal least, decimal most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}.");
        }
    }
}
