using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing;
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

    /// <summary>Whether a query's rows were inserted: only then are the streams consumed that the statement read.</summary>
    public bool HasInserted { get; set; }

    public void Execute(string sql) => write.Execute(sql, cancellationToken);

    /// <summary>The name's key, after checking that its database and schema are there.</summary>
    public CatalogKey NewKey(NameSpaceKind space, ObjectName name)
    {
        var key = scope.Complete(space, name);
        if (!CatalogKey.IsOfAccount(space))
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

    /// <summary>CREATE, the steps that all kinds share: what its mode says of an object of that name, the new one's identity, its storing, future grants.</summary>
    /// <param name="mode">As written.</param>
    /// <param name="kind">For the message.</param>
    /// <param name="key">The new object's.</param>
    /// <param name="make">Gives the new object without its identity; called once the name is free.</param>
    /// <param name="then">What else it needs, once it is stored.</param>
    public StatementResult Create<T>(CreateMode mode, ObjectKind kind, CatalogKey key, Func<T> make, Action<T>? then = null)
        where T : CatalogObject
    {
        if (Claim(mode, key) is { } done)
        {
            return done;
        }

        var created = Identified(make(), key);
        Write.Put(created);
        Grants.ApplyFuture(created, this);
        then?.Invoke(created);
        return StatementResult.Status($"{(kind == ObjectKind.Stage ? "Stage area" : ObjectKindWords.Title(kind))} {key.Name} successfully created.");
    }

    /// <summary>Decides by CREATE's mode what to do about an object of that name; a result = nothing more to do.</summary>
    private StatementResult? Claim(CreateMode mode, CatalogKey key)
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

    /// <summary>RENAME TO within the object's own schema, or within the account.</summary>
    public void Rename(CatalogObject renamed, RenameAction action)
    {
        var key = scope.Complete(renamed.Key.Space, action.NewName);
        if (key.Database != renamed.Key.Database || key.Schema != renamed.Key.Schema)
        {
            throw new NotEmulatedException("RENAME into another schema", action.Position);
        }

        Claim(CreateMode.Create, key);
        Write.Put(renamed with { Name = key.Name });
    }

    /// <summary>An object of that kind and name, or the error that there is none; null with IF EXISTS.</summary>
    public T? Existing<T>(NameSpaceKind space, ObjectName name, string kind, bool ifExists = false)
        where T : CatalogObject => Catalog.Find(scope.Complete(space, name)) switch
        {
            T found => found,
            _ when ifExists => null,
            _ => throw SnowflakeException.DoesNotExist(kind, name),
        };

    private T Identified<T>(T made, CatalogKey key)
        where T : CatalogObject
    {
        CatalogObject named = made is SchemaScopedObject scoped ? scoped with { Database = key.Database, Schema = key.Schema } : made;
        return (T)(named with { Id = Write.NextId(), Name = key.Name, CreatedOn = Now });
    }
}
