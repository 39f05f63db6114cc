namespace CdcToSnowflake.Hosting.Standby;

/// <summary>Another process works under this one's standby name and doesn't have a brand that this one has, so nobody captures the brand.</summary>
/// <remarks>Give services with other brands another <see cref="StandbyOptions.Name"/>, or all processes of one name the same brands. While a new brand is rolled out, it passes by itself: end the process that doesn't have it yet.</remarks>
public sealed class BrandNotServedException : Exception
{
    internal BrandNotServedException(string brand, string standby)
        : base($"Another process works under the standby name '{standby}' and doesn't have brand {brand}, so nobody captures it. Give services with other brands another name ({CdcOptions.Section}:{nameof(CdcOptions.Standby)}:{nameof(StandbyOptions.Name)}), or all processes of one name the same brands.")
        => (Brand, Standby) = (brand, standby);

    /// <summary>The brand's id.</summary>
    public string Brand { get; }

    /// <summary>The name under which both processes take turns.</summary>
    public string Standby { get; }
}
