using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A stream that is there.</summary>
/// <param name="IsStale">Whether it lost its offset, so that reading it fails.</param>
/// <param name="Comment">Its comment: of a RAW table's stream where its changes go, or what is left to do since it was made anew.</param>
internal sealed record StreamFacts(bool IsStale, string Comment)
{
    /// <summary>When it was made; null where this process made it, which makes what a stream needs before it.</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>Whether nothing is left to do since it was made; false where it took a stale one's place and CI wasn't reconciled yet.</summary>
    public bool IsReconciled => Comment != SqlNames.UnreconciledMark;

    /// <summary>Whether it was there before a table, so that it can't know what the table holds: the table took the place of another.</summary>
    public bool IsOlderThan(TableFacts table) => CreatedOn is { } made && (table.CreatedOn is null || table.CreatedOn > made);
}
