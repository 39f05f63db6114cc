using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Capture;

/// <summary>What a statement means for the open cut.</summary>
/// <param name="EndsCut">Whether a table with rows in it may have other columns from here on.</param>
/// <param name="Emptied">The tables that are empty from here on.</param>
internal sealed record StatementVerdict(bool EndsCut, IReadOnlyList<CutTarget> Emptied)
{
    public static StatementVerdict GoOn { get; } = new(false, []);
}
