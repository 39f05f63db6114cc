namespace CdcToSnowflake.Cuts;

/// <summary>At a cut's end: the tables whose next rows may have any shape. A later capture must know them, since it doesn't read the statements again.</summary>
/// <param name="Emptied">Those that are empty and have had no rows since, as parts of paths.</param>
/// <param name="Handled">Those altered by a statement that somebody has dealt with by hand, without rows since, as parts of paths.</param>
internal sealed record UnsettledTables(IReadOnlyList<string> Emptied, IReadOnlyList<string> Handled)
{
    public static UnsettledTables None { get; } = new([], []);
}
