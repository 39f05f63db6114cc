namespace OwnerApp.Brands;

/// <summary>A brand as people know it.</summary>
internal sealed class BrandProfile
{
    /// <summary>Its name on the page.</summary>
    public string Name { get; set; } = "";

    /// <summary>What its amounts are in, by ISO 4217.</summary>
    public string Currency { get; set; } = "EUR";

    /// <summary>The folder of its recorded binlogs, which are played while it has no server; null for none.</summary>
    public string? Recording { get; set; }
}
