namespace CdcToSnowflake.Hosting.Standby;

/// <summary>A service of another standby name captures a brand of this one, so that the two take cuts from each other.</summary>
/// <remarks>Leave the brand to one of the two services, or give both the same <see cref="StandbyOptions.Name"/> and the same brands, so that one waits while the other works. Then restart the one whose brand has stopped.</remarks>
public sealed class BrandContestedException : Exception
{
    internal BrandContestedException(string brand, string standby, string otherStandby, string? otherHolder, Exception innerException)
        : base(
            $"Brand {brand} is captured by two services: by this one, whose standby name is '{standby}', and by one whose standby name is '{otherStandby}' (process {otherHolder ?? "unknown"}), which has just committed the cut that this one was working on. "
            + $"Processes take turns only under the same name: give both the same name ({CdcOptions.Section}:{nameof(CdcOptions.Standby)}:{nameof(StandbyOptions.Name)}) and the same brands, or take the brand from one of them; then restart.",
            innerException)
        => (Brand, Standby, OtherStandby) = (brand, standby, otherStandby);

    /// <summary>The brand's id.</summary>
    public string Brand { get; }

    /// <summary>The standby name of the service that lost a cut.</summary>
    public string Standby { get; }

    /// <summary>The standby name of the other service.</summary>
    public string OtherStandby { get; }
}
