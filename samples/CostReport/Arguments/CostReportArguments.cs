namespace CostReport.Arguments;

/// <summary>What the command line says.</summary>
internal sealed record CostReportArguments
{
    /// <summary>The connection string of an account; null for the embedded Snowflake and its made-up days.</summary>
    public string? Account { get; init; }

    public IReadOnlyList<string> Brands { get; init; } = [];

    public int Days { get; init; }

    public decimal? CreditPrice { get; init; }

    public required string Currency { get; init; }

    public decimal LeastSaving { get; init; }

    public required string Html { get; init; }

    public string? Json { get; init; }
}
