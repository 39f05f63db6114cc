namespace CdcToSnowflake.Model;

/// <summary>How a table is treated in Snowflake, beside the defaults. Names of source columns are compared as MySQL does, without regard to case.</summary>
public sealed record TableOptions
{
    /// <summary>What becomes of deleted rows in RAW.</summary>
    /// <value>The default is <see cref="DeleteHandling.Hard"/>.</value>
    public DeleteHandling RawDeletes { get; init; }

    /// <summary>What becomes of deleted rows in CI; the same for all tables of one CI table.</summary>
    /// <value>The default is <see cref="DeleteHandling.Hard"/>.</value>
    public DeleteHandling CiDeletes { get; init; }

    /// <summary>
    /// Whether the table is a log: it needs no key, and each of its changes becomes a row of RAW and CI, with <c>_OP</c>, <c>_CUT</c> and <c>_SEQ</c>. The same for all tables of one CI table.
    /// </summary>
    /// <value>The default is false.</value>
    public bool IsAppendOnly { get; init; }

    /// <summary>The source columns that are unique together, for a table that has no key.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>How its files land in STG.</summary>
    /// <value>The default is <see cref="LandingMode.Columns"/>.</value>
    public LandingMode Landing { get; init; }

    /// <summary>The CI table it goes into, 1 to 255 characters, taken in upper case.</summary>
    /// <value>The default is null: the one of its own Snowflake name.</value>
    public string? CiTable { get; init; }

    /// <summary>The CI columns, by source column, of those that have another name there, taken in upper case.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> CiColumns { get; init; } = new Dictionary<string, string>();

    /// <summary>The treatment, by source column, of those that hold personal data. Key columns can't be among them.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, ColumnTreatment> Columns { get; init; } = new Dictionary<string, ColumnTreatment>();

    /// <summary>The columns that CI's table is clustered by, names as in Snowflake; the same for all tables of one CI table.</summary>
    /// <value>The default is none: the column of the brand's id.</value>
    public IReadOnlyList<string> CiClusterBy { get; init; } = [];

    /// <summary>The columns that RAW's table is clustered by, names as in Snowflake.</summary>
    /// <value>The default is none: not clustered.</value>
    public IReadOnlyList<string> RawClusterBy { get; init; } = [];

    internal static TableOptions Default { get; } = new();

    internal ColumnTreatment? TreatmentOf(string column) => Find(Columns, column, out ColumnTreatment treatment) ? treatment : null;

    internal string? CiColumnOf(string column) => Find(CiColumns, column, out string? name) ? name : null;

    private static bool Find<T>(IReadOnlyDictionary<string, T> byColumn, string column, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value)
    {
        foreach ((string name, T found) in byColumn)
        {
            if (name.Equals(column, StringComparison.OrdinalIgnoreCase))
            {
                value = found;
                return true;
            }
        }
        value = default;
        return false;
    }
}
