namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>A file that Snowpipe may load: a manifest, rows of a table in a cut, or an orphan of a writer that never committed.</summary>
internal sealed class LogPart(long cut, Action<LoadedBrand> load, bool counts)
{
    public long Cut { get; } = cut;

    /// <summary>Whether the cut is incomplete without it.</summary>
    public bool Counts { get; } = counts;

    public bool IsLoaded { get; private set; }

    public void LoadInto(LoadedBrand brand)
    {
        load(brand);
        IsLoaded = true;
    }
}
