namespace CdcToSnowflake.Hosting.Changes;

/// <summary>A handler's progress, as JSON.</summary>
/// <param name="Version">The format's version; null in what was written before there were versions.</param>
/// <param name="Handler">The handler's name.</param>
/// <param name="Cut">The last cut that it is done with.</param>
internal sealed record HandlerLine(int? Version, string Handler, ulong Cut)
{
    /// <summary>The version that this program writes, and the newest that it reads.</summary>
    public const int Newest = 1;
}
