namespace CdcToSnowflake.Sql.Accounts;

/// <summary>The tag on the databases and warehouses, which their objects inherit. It stands in CI's schema.</summary>
/// <param name="Value">Its value, 1 to 256 characters.</param>
public sealed record CostTagOptions(string Value)
{
    // The manual's CREATE TAG.
    private const int LongestValue = 256;

    /// <summary>The tag's name as Snowflake stores it.</summary>
    /// <value>The default is <c>COST_CENTER</c>.</value>
    public string Name { get; init; } = "COST_CENTER";

    internal void Check()
    {
        SqlRanges.Named(Name);
        SqlRanges.Named(Value);
        int characters = Value.EnumerateRunes().Count();
        SqlRanges.Within(characters, 1, LongestValue, nameof(Value));
    }
}
