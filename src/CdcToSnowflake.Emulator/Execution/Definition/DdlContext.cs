using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>What a definition needs: a transaction of its own, which also holds the catalog's rows.</summary>
internal sealed class DdlContext(Session session, WriteScope write, StatementScope scope, CancellationToken cancellationToken)
{
    public Session Session => session;

    public WriteScope Write => write;

    public StatementScope Scope => scope;

    public CancellationToken Cancellation => cancellationToken;

    public DateTimeOffset Now => scope.Session.Now;

    public CatalogSnapshot Catalog => write.Catalog;

    public void Execute(string sql) => write.Execute(sql, cancellationToken);

    /// <summary>The name's key, after checking that its database and schema are there.</summary>
    public CatalogKey NewKey(NameSpaceKind space, ObjectName name)
    {
        var key = scope.Complete(space, name);
        if (space is not (NameSpaceKind.Database or NameSpaceKind.Warehouse))
        {
            if (Catalog.Find(DatabaseObject.KeyOf(key.Database)) is null)
            {
                throw SnowflakeException.DoesNotExist("Database", new ObjectName([key.Database]) { Position = name.Position });
            }

            if (key.Schema.Length > 0 && Catalog.Find(SchemaObject.KeyOf(key.Database, key.Schema)) is null)
            {
                throw SnowflakeException.DoesNotExist("Schema", new ObjectName([key.Database, key.Schema]) { Position = name.Position });
            }
        }

        return key;
    }

    /// <summary>Decides by CREATE's mode what to do about an object of that name; a result = nothing more to do.</summary>
    public StatementResult? Claim(CreateMode mode, CatalogKey key)
    {
        var taken = Catalog.Find(key);
        switch (mode)
        {
            case CreateMode.OrAlter:
                throw new NotEmulatedException("CREATE OR ALTER");
            case CreateMode.OrReplace:
                if (taken is not null)
                {
                    Removal.Remove(taken, this, "it was replaced");
                }

                return null;
            case CreateMode.IfNotExists when taken is not null:
                return StatementResult.Status($"{key} already exists, statement succeeded.");
            default:
                return taken is null ? null : throw new SnowflakeException(2002, "42710", $"SQL compilation error: Object '{key}' already exists.");
        }
    }

    /// <summary>An object of that kind and name, or the error that there is none; null with IF EXISTS.</summary>
    public T? Existing<T>(NameSpaceKind space, ObjectName name, string kind, bool ifExists = false)
        where T : CatalogObject => Catalog.Find(scope.Complete(space, name)) switch
        {
            T found => found,
            _ when ifExists => null,
            _ => throw SnowflakeException.DoesNotExist(kind, name),
        };
}
