namespace CdcToSnowflake.Model;

/// <summary>How a table is treated in Snowflake, beside the defaults. Names of source columns are compared as MySQL does, without regard to case.</summary>
public sealed record TableOptions
{
    /// <summary>What becomes of deleted rows in RAW. A plan refuses to make a soft table that is there hard, and says what to run first.</summary>
    /// <value>The default is <see cref="DeleteHandling.Hard"/>.</value>
    public DeleteHandling RawDeletes { get; init; }

    /// <summary>What becomes of deleted rows in CI; the same for all tables of one CI table. A plan refuses to make a soft table that is there hard, and says what to run first.</summary>
    /// <value>The default is <see cref="DeleteHandling.Hard"/>.</value>
    public DeleteHandling CiDeletes { get; init; }

    /// <summary>The source columns that are unique together, for a table that has no key.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>How its files land in STG. For a table that is there a plan refuses another way, and says what to drop first.</summary>
    /// <value>The default is <see cref="LandingMode.Columns"/>.</value>
    public LandingMode Landing { get; init; }

    /// <summary>The CI table it goes into, 1 to 255 characters, taken in upper case. When it changes, the new one gets all that RAW holds; the former keeps what it has.</summary>
    /// <value>The default is null: the one of its own Snowflake name.</value>
    public string? CiTable { get; init; }

    /// <summary>The CI columns, by source column, of those that have another name there, taken in upper case. A column that CI has already isn't renamed: a plan says which statement does.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> CiColumns { get; init; } = new Dictionary<string, string>();

    /// <summary>The columns that CI's table is clustered by, names as in Snowflake; the same for all tables of one CI table. A table that is there gets this key if it has none, or the default; one that others gave it stays, and the plan says so.</summary>
    /// <value>The default is none: a new table is clustered by the column of the brand's id.</value>
    public IReadOnlyList<string> CiClusterBy { get; init; } = [];

    /// <summary>The columns that RAW's table is clustered by, names as in Snowflake. A table that is there gets this key if it has none, or the default; one that others gave it stays, and the plan says so.</summary>
    /// <value>The default is none: not clustered.</value>
    public IReadOnlyList<string> RawClusterBy { get; init; } = [];

    internal static TableOptions Default { get; } = new();

    internal string? CiColumnOf(string column) => CiColumns.FirstOrDefault(pair => pair.Key.Equals(column, StringComparison.OrdinalIgnoreCase)).Value;
}
