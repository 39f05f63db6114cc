using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>What SHOW prints of one kind of object.</summary>
internal sealed record ObjectList(IReadOnlyList<ResultColumn> Columns, Func<CatalogObject, Session, object?[]> Row)
{
    /// <summary>SHOW TERSE's columns, "kind" among them; empty = there is no TERSE.</summary>
    public IReadOnlyList<string> Terse { get; init; } = [];

    /// <summary>SHOW TERSE's kind.</summary>
    public Func<CatalogObject, string?> Kind { get; init; } = _ => null;

    /// <param name="columns">As the manual's page lists them, parted by blanks.</param>
    /// <param name="row">The values in that order.</param>
    public static ObjectList Of<T>(string columns, Func<T, Session, object?[]> row)
        where T : CatalogObject => new([.. columns.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Column)], (item, session) => row((T)item, session));

    public IReadOnlyList<object?[]> Shortened(IEnumerable<CatalogObject> items, Session session)
    {
        var indexes = Terse.Select(name => Columns.Select(column => column.Name).ToList().IndexOf(name)).ToList();
        return [.. items.Select(item =>
        {
            var row = Row(item, session);
            return indexes.Select((index, i) => Terse[i] == "kind" ? Kind(item) : row[index]).ToArray();
        })];
    }

    public static ResultColumn Column(string name) => new(name, name switch
    {
        "created_on" or "resumed_on" or "updated_on" or "last_committed_on" or "last_suspended_on" or "stale_after" or "start_time" or "end_time" => DataType.TimestampLtz,
        "rows" or "bytes" or "min_cluster_count" or "max_cluster_count" or "started_clusters" or "running" or "queued" or "auto_suspend" or "query_acceleration_max_scale_factor"
            or "assigned_to_users" or "granted_to_roles" or "granted_roles" or "key_sequence" => DataType.Number(18, 0),
        _ => DataType.Varchar,
    });
}
