using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Streams;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW and DESCRIBE.</summary>
internal static class InformationStatements
{
    public static StatementResult? TryExecute(Statement statement, Session session) => statement switch
    {
        ShowStatement show => Show(show, session),
        DescribeStatement describe => Describe(describe, session),
        _ => null,
    };

    private static StatementResult Show(ShowStatement show, Session session)
    {
        var list = ObjectLists.Find(show.What) ?? throw new NotEmulatedException($"SHOW {show.What}", show.Position);
        var inside = Inside(show, session);
        var found = session.Catalog.All.Where(list.Is).Where(inside)
            .Where(item => show.Like is null || LikePattern.Matches(item.Name, show.Like))
            .Where(item => show.StartsWith is null || item.Name.StartsWith(show.StartsWith, StringComparison.Ordinal))
            .OrderBy(item => item.Key.Database, StringComparer.Ordinal).ThenBy(item => item.Key.Schema, StringComparer.Ordinal).ThenBy(item => item.Name, StringComparer.Ordinal)
            .Take(show.Limit ?? int.MaxValue);
        return StatementResult.Table(list.Columns, [.. found.Select(item => list.Row(item, session))]);
    }

    private static Func<CatalogObject, bool> Inside(ShowStatement show, Session session)
    {
        switch (show.InKind)
        {
            case "ACCOUNT":
                return _ => true;
            case "DATABASE":
                var database = show.InName?.Name ?? session.Database;
                return item => Database(item) == database;
            case "SCHEMA":
                var key = show.InName is null
                    ? SchemaObject.KeyOf(session.Database ?? string.Empty, session.Schema ?? string.Empty)
                    : session.Key(NameSpaceKind.Schema, show.InName);
                return session.Catalog.Find(key) is null
                    ? throw SnowflakeException.DoesNotExist("Schema", show.InName ?? new ObjectName([key.Database, key.Name]))
                    : item => item is SchemaScopedObject scoped && scoped.Database == key.Database && scoped.Schema == key.Name;
            case null:
                // Not said: the current schema's, of a current database, else the whole account's.
                return session.Database is null || show.What is "DATABASES" or "WAREHOUSES" ? _ => true
                    : session.Schema is null || show.What == "SCHEMAS" ? item => Database(item) == session.Database
                    : item => item is SchemaScopedObject scoped && scoped.Database == session.Database && scoped.Schema == session.Schema;
            default:
                throw new NotEmulatedException($"SHOW … IN {show.InKind}", show.Position);
        }
    }

    private static string? Database(CatalogObject item) => item switch
    {
        SchemaScopedObject scoped => scoped.Database,
        SchemaObject schema => schema.Database,
        _ => null,
    };

    private static StatementResult Describe(DescribeStatement describe, Session session)
    {
        if (describe.Kind is not (ObjectKind.Table or ObjectKind.Stream))
        {
            var what = ObjectLists.Of(describe.Kind);
            var key = session.Key(Definition.Spaces.Of(describe.Kind), describe.Name);
            var found = session.Catalog.Find(key);
            return found is not null && what.Is(found)
                ? StatementResult.Table(what.Columns, [what.Row(found, session)])
                : throw SnowflakeException.DoesNotExist(describe.Kind.ToString(), describe.Name);
        }

        if (describe.Kind == ObjectKind.Stream)
        {
            var stream = StreamAccess.Find(session.Catalog, session.Key(NameSpaceKind.Stream, describe.Name), describe.Name);
            var streams = ObjectLists.Of(ObjectKind.Stream);
            return StatementResult.Table(streams.Columns, [streams.Row(stream, session)]);
        }

        var table = session.Catalog.Find(session.Key(NameSpaceKind.Table, describe.Name)) as TableObject ?? throw SnowflakeException.DoesNotExist("Table", describe.Name);
        string[] columns = ["name", "type", "kind", "null?", "default", "primary key", "unique key", "check", "expression", "comment"];
        return StatementResult.Table(
            [.. columns.Select(name => new ResultColumn(name, DataType.Varchar))],
            [.. table.Columns.Select(column => new object?[]
            {
                column.Name, TypeNames.Described(column.Type), "COLUMN", column.NotNull ? "N" : "Y", null, table.PrimaryKey.Contains(column.Name) ? "Y" : "N", "N", null, null, column.Comment,
            })]);
    }
}
