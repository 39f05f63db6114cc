using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW's IN: nothing said means the current database, or the account without one.</summary>
internal static class ShowScope
{
    public static Func<CatalogObject, bool> Of(ShowStatement show, ObjectKind kind, Session session)
    {
        if (CatalogKey.IsOfAccount(Definition.Spaces.Of(kind)))
        {
            return show.InKind is null or "ACCOUNT" ? _ => true : throw SnowflakeException.Compilation(show.Position, $"SHOW {show.What} has no IN {show.InKind}.");
        }

        return Of(show, session, tables: false);
    }

    /// <summary>Of COLUMNS and PRIMARY KEYS, whose IN may name one table or view.</summary>
    public static Func<CatalogObject, bool> OfTables(ShowStatement show, Session session) => Of(show, session, tables: true);

    private static Func<CatalogObject, bool> Of(ShowStatement show, Session session, bool tables)
    {
        switch (show.InKind)
        {
            case "ACCOUNT":
                return _ => true;
            case null:
                return InDatabase(session.Database);
            case "DATABASE":
                if (show.InName is null)
                {
                    return InDatabase(session.Database);
                }

                return session.Catalog.Find(DatabaseObject.KeyOf(show.InName.Name)) is null || show.InName.Parts.Count > 1
                    ? throw SnowflakeException.DoesNotExist("Database", show.InName)
                    : InDatabase(show.InName.Name);
            case "TABLE" or "VIEW" when tables && show.InName is not null:
                var found = session.Catalog.Find(session.Key(NameSpaceKind.Table, show.InName)) ?? throw SnowflakeException.DoesNotExist("Table", show.InName);
                return item => item.Id == found.Id;
            case "SCHEMA" or "TABLE" or "VIEW" when show.InName is null:
                return session.Database is null || session.Schema is null ? InDatabase(session.Database) : InSchema(session.Database, session.Schema);
            case "SCHEMA":
                var key = session.Key(NameSpaceKind.Schema, show.InName);
                return session.Catalog.Find(key) is null ? throw SnowflakeException.DoesNotExist("Schema", show.InName) : InSchema(key.Database, key.Name);
            default:
                throw new NotEmulatedException($"SHOW … IN {show.InKind}", show.Position);
        }
    }

    private static Func<CatalogObject, bool> InDatabase(string? database) => item => database is null || item.Key.Database == database;

    private static Func<CatalogObject, bool> InSchema(string database, string schema) =>
        item => item.Key.Database == database && (item is SchemaScopedObject ? item.Key.Schema == schema : item.Name == schema);
}
