using System.Collections.Frozen;

namespace CdcToSnowflake.Model;

/// <summary>The columns that capture adds to each row of a file, and that the merges read.</summary>
internal static class MetaColumn
{
    /// <summary>I, U, D, R (a snapshot's row) or T (the table was emptied; all source columns are NULL). Text.</summary>
    public const string Op = "_OP";

    /// <summary>The commit's time in UTC. Microseconds since 1970 in the file. For people, never for order.</summary>
    public const string UpdatedAt = "_UPDATED_AT";

    /// <summary>The cut's number, from 1.</summary>
    public const string Cut = "_CUT";

    /// <summary>The row's number in its cut, over all tables of the cut.</summary>
    public const string Seq = "_SEQ";

    /// <summary>The id of the capture that wrote the row.</summary>
    public const string Writer = "_WRITER";

    /// <summary>Since when a row is deleted, in RAW and CI tables whose deleted rows stay. UTC; NULL for a row that is there.</summary>
    public const string DeletedAt = "_DELETED_AT";

    /// <summary>The column of an STG table that lands as VARIANT: the whole row of the file.</summary>
    internal const string Row = "_ROW";

    /// <summary>All that files have, in the order in which they stand in files and in STG tables: after the source's columns.</summary>
    public static IReadOnlyList<string> All { get; } = [Op, UpdatedAt, Cut, Seq, Writer];

    /// <summary>The place of one of <see cref="All"/>, from 0.</summary>
    internal static int PlaceOf(string name) => All.Index().First(column => column.Item == name).Index;

    /// <summary>What a stream says of a row, as the CI merge names it.</summary>
    internal const string Action = "_CDC_ACTION";

    /// <summary>Whether a stream's row is half of an update, as the CI merge names it.</summary>
    internal const string IsUpdate = "_CDC_ISUPDATE";

    private static readonly FrozenSet<string> Taken = All.Concat([Action, IsUpdate]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a source column may not have this name, since the SDK's own columns or those of Snowflake's streams (METADATA$…) have it.</summary>
    /// <param name="name">A column's name, in any case.</param>
    /// <returns>Whether it is taken.</returns>
    public static bool IsReserved(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Taken.Contains(name) || name.StartsWith("METADATA$", StringComparison.OrdinalIgnoreCase);
    }
}
