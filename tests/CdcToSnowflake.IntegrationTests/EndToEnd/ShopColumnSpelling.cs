namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>How a value's text compares.</summary>
internal enum ShopColumnSpelling
{
    /// <summary>As it is.</summary>
    Value,

    /// <summary>As a decimal number: trailing zeros after the point don't count.</summary>
    Number,

    /// <summary>As JSON: the order of members and blanks don't count.</summary>
    Json,
}
