using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW of objects: what is in scope, filtered, in the order of database, schema and name, a page at a time.</summary>
internal static class ObjectStatements
{
    // The most rows of one SHOW.
    private const int MostRows = 10_000;

    // Kinds whose SHOW takes LIMIT … FROM; they fail where there is more, the others are cut off.
    private static readonly ObjectKind[] Paged =
        [ObjectKind.Database, ObjectKind.Schema, ObjectKind.Table, ObjectKind.View, ObjectKind.Stream, ObjectKind.Task, ObjectKind.Role, ObjectKind.Tag, ObjectKind.MaskingPolicy, ObjectKind.RowAccessPolicy];

    private static readonly ObjectList TablesAndViews = ObjectList.Of<SchemaScopedObject>(
        "created_on name database_name schema_name kind comment cluster_by rows bytes owner retention_time owner_role_type is_hybrid is_dynamic is_iceberg",
        (item, session) =>
        [
            item.CreatedOn, item.Name, item.Database, item.Schema, TableLists.Kind(item), item.Comment ?? string.Empty, (item as TableObject)?.ClusterBy ?? string.Empty,
            null, null, RoleObject.Owner, item is TableObject kept ? kept.RetentionDays.ToString(null, null) : null, "ROLE", "N", "N", "N",
        ]) with
    { Terse = ["created_on", "name", "kind", "database_name", "schema_name"], Kind = item => TableLists.Kind((SchemaScopedObject)item) };

    public static StatementResult Show(ShowStatement show, Session session)
    {
        var (kind, list) = ObjectLists.Find(show.What) ?? throw new NotEmulatedException($"SHOW {show.What}", show.Position);
        var found = Page(show, Listed(show, kind, session), Paged.Contains(kind));
        return Result(show, found, list, session);
    }

    public static StatementResult ShowTablesAndViews(ShowStatement show, Session session)
    {
        var items = Listed(show, ObjectKind.Table, session).Concat(Listed(show, ObjectKind.View, session)).OrderBy(Order, StringComparer.Ordinal);
        return Result(show, Page(show, items, isPaged: false), TablesAndViews, session);
    }

    private static StatementResult Result(ShowStatement show, IReadOnlyList<CatalogObject> found, ObjectList list, Session session)
    {
        if (!show.Terse)
        {
            return StatementResult.Table(list.Columns, Counted(found, [.. found.Select(item => list.Row(item, session))], list, session));
        }

        return list.Terse.Count == 0
            ? throw SnowflakeException.Compilation(show.Position, $"SHOW {show.What} has no TERSE.")
            : StatementResult.Table([.. list.Terse.Select(ObjectList.Column)], list.Shortened(found, session));
    }

    private static object?[][] Counted(IReadOnlyList<CatalogObject> found, object?[][] rows, ObjectList list, Session session)
    {
        var at = list.Columns.Index().FirstOrDefault(column => column.Item.Name == "rows", (-1, null!)).Index;
        if (at < 0 || !found.Any(item => item is TableObject))
        {
            return rows;
        }

        var counts = RowCounts.Of(found.OfType<TableObject>(), session);
        foreach (var (i, item) in found.Index())
        {
            rows[i][at] = item is TableObject ? counts[item.Id] : null;
        }

        return rows;
    }

    private static IEnumerable<CatalogObject> Listed(ShowStatement show, ObjectKind kind, Session session)
    {
        var access = new RoleAccess(session);
        var items = ObjectLists.All(kind, session.Catalog)
            .Where(access.Sees)
            .Where(ShowScope.Of(show, kind, session))
            .Where(item => show.Like is null || LikePattern.Matches(item.Name, show.Like))
            .Where(item => show.StartsWith is null || item.Name.StartsWith(show.StartsWith, StringComparison.Ordinal))
            .Where(item => !show.RootOnly || item is TaskObject { IsRoot: true })
            .OrderBy(Order, StringComparer.Ordinal);

        // "Objects with the same name are only displayed once if no IN clause is used": the current schema's, if it has one.
        return show.InKind is not null || CatalogKey.IsOfAccount(Definition.Spaces.Of(kind)) || session.Database is null || kind == ObjectKind.Schema ? items
            : items.OrderBy(item => item.Key.Schema == session.Schema ? 0 : 1).DistinctBy(item => item.Name).OrderBy(Order, StringComparer.Ordinal);
    }

    // A name's parts, joined by what sorts before any character of a name.
    private static string Order(CatalogObject item) => string.Join('\0', item.Key.Database, item.Key.Schema, item.Name);

    private static List<CatalogObject> Page(ShowStatement show, IEnumerable<CatalogObject> items, bool isPaged)
    {
        if (show.Limit > MostRows)
        {
            throw SnowflakeException.Compilation(show.Position, $"LIMIT of SHOW is at most {MostRows}.");
        }

        if (show.From is { } from)
        {
            // Both conditions must fit together, or nothing is shown.
            items = show.StartsWith is { } start && !from.StartsWith(start, StringComparison.Ordinal) ? [] : items.Where(item => string.CompareOrdinal(item.Name, from) > 0);
        }

        var page = items.Take(show.Limit ?? (MostRows + 1)).ToList();
        if (page.Count <= MostRows)
        {
            return page;
        }

        return isPaged
            ? throw SnowflakeException.Compilation(show.Position, $"the result is larger than {MostRows} rows: use LIMIT … FROM, a narrower scope or INFORMATION_SCHEMA.")
            : page[..MostRows];
    }
}
