using OwnerApp.Accounts;
using OwnerApp.Brands;

namespace OwnerApp;

/// <summary>The application's own settings; those of the service stand in the section CdcToSnowflake.</summary>
internal sealed class OwnerAppOptions
{
    /// <summary>Where cuts are kept unless the section CdcToSnowflake names a store; null for a temporary folder, gone with the application.</summary>
    public string? Folder { get; set; }

    /// <summary>The brands by id.</summary>
    public Dictionary<string, BrandProfile> Brands { get; } = [];

    /// <summary>Who may sign in.</summary>
    public List<Account> Accounts { get; } = [];

    /// <summary>How recorded binlogs are played, of brands that have no server.</summary>
    public ReplayOptions Replay { get; set; } = new();

    /// <summary>Orders a minute that are written to each brand's server, so that something happens there; 0 for none.</summary>
    public double GeneratedOrders { get; set; }
}
