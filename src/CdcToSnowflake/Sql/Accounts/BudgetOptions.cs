namespace CdcToSnowflake.Sql.Accounts;

/// <summary>A custom budget (the manual's "Custom budgets"). It stands in CI's schema.</summary>
/// <param name="CreditsPerMonth">The spending limit, from 1.</param>
public sealed record BudgetOptions(int CreditsPerMonth)
{
    /// <summary>The name as Snowflake stores it.</summary>
    /// <value>The default is <c>CDC_BUDGET</c>.</value>
    public string Name { get; init; } = "CDC_BUDGET";

    /// <summary>From what percentage of the limit, as projected for the month, people are told.</summary>
    /// <value>The default is 110, as Snowflake's; 0 to 1,000.</value>
    public int NotifyAt { get; init; } = 110;

    internal void Check()
    {
        SqlRanges.Within(CreditsPerMonth, 1, int.MaxValue);
        SqlRanges.Named(Name);
        SqlRanges.Within(NotifyAt, 0, 1000);
    }
}
