using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

/// <summary>A table as it should be. What only some plans need of it is made when they ask: most find the table there.</summary>
/// <param name="table">Its name.</param>
/// <param name="columns">Lists its columns.</param>
/// <param name="create">Writes the statement that makes it with all of them.</param>
internal sealed class TableLayout(ObjectName table, Func<IReadOnlyList<LayoutColumn>> columns, Func<SqlStatement> create)
{
    public ObjectName Table => table;

    /// <summary>The names of columns that were dropped for good, whose values are kept under another name.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>What the source says of it; empty for nothing.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The comment that it is made with.</summary>
    public string OwnComment { get; init; } = "";

    /// <summary>Whether the source was asked what it says of it: then an empty comment is one that says nothing, not one that nobody knows.</summary>
    public bool IsDescribed { get; init; }

    /// <summary>Its days of time travel.</summary>
    public int RetentionDays { get; init; }

    /// <summary>The columns that the options cluster it by; none where they don't say, and what is there stays.</summary>
    public IReadOnlyList<string> ClusterBy { get; init; } = [];

    /// <summary>Of a CI table: the RAW tables that come together in it, and what it calls their columns.</summary>
    public Func<IEnumerable<(ObjectName Raw, Func<string, string> NameOf)>>? Members { get; init; }

    /// <summary>Its columns, without those that the SDK adds to every table.</summary>
    public IReadOnlyList<LayoutColumn> Columns() => columns();

    /// <summary>The statement that makes it.</summary>
    public SqlStatement Create() => create();
}
