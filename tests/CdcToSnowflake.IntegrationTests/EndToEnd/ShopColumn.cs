namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>A column, the expression that asks the source for it in an exact spelling, and whether that spelling is a number or JSON.</summary>
internal sealed record ShopColumn(string Name, string Source, ShopColumnSpelling Spelling = ShopColumnSpelling.Value);
