namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>The service's settings: both brands, by networks that fail, and quick enough for a test.</summary>
internal static class CaptureSettings
{
    public static IReadOnlyDictionary<string, string> For(BankWarehouse warehouse, IEnumerable<BankBrand> brands)
    {
        var settings = new Dictionary<string, string>(warehouse.Settings)
        {
            ["CdcToSnowflake:Standby:RenewInterval"] = "00:00:00.400",
            ["CdcToSnowflake:Standby:SilenceLimit"] = "00:00:02",
            ["CdcToSnowflake:Retry:FirstPause"] = "00:00:00.100",
            ["CdcToSnowflake:Retry:LongestPause"] = "00:00:01",
        };
        foreach (var brand in brands)
        {
            var section = $"CdcToSnowflake:Brands:{brand.Id}";
            settings[$"{section}:ConnectionString"] = brand.CaptureConnection;
            settings[$"{section}:Tables:0"] = $"{BankSchema.Schema}.*";
            settings[$"{section}:Capture:CutInterval"] = "00:00:00.300";
            // Several chunks to a table, so that its reading meets transactions and kills.
            settings[$"{section}:Capture:Snapshot:ChunkRows"] = "1000";
        }

        return settings;
    }
}
