using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>GRANT and REVOKE of privileges and roles. Granting twice and revoking what is not granted are no errors.</summary>
internal static class Grants
{
    public const string Success = "Statement executed successfully.";

    public static StatementResult Execute(GrantStatement statement, DdlContext context)
    {
        var grantee = statement.ToApplication ? statement.Grantee.Name : RequireRole(statement.Grantee, context);
        var target = statement.On;
        var kind = target.Kind;
        var privileges = Privileges.Meant(statement.Privileges, kind, target.Position);
        if (target.Scope == GrantScope.Future && kind is { } future && CatalogKey.IsOfAccount(Spaces.Of(future)))
        {
            throw SnowflakeException.Compilation(target.Position, $"there are no future grants on {ObjectKindWords.Plural(future)}.");
        }

        foreach (var (id, on) in Targets(target, context))
        {
            foreach (var privilege in privileges)
            {
                Apply(statement.IsRevoke, context, new GrantObject
                {
                    Privilege = privilege,
                    On = on,
                    OnId = id,
                    IsFuture = target.Scope == GrantScope.Future,
                    Grantee = grantee,
                    ToApplication = statement.ToApplication,
                    WithGrantOption = statement.WithGrantOption,
                });
            }
        }

        return StatementResult.Status(Success);
    }

    public static StatementResult Execute(GrantRoleStatement statement, DdlContext context)
    {
        var role = statement.IsOfDatabase ? string.Join('.', statement.Role.Parts) : RequireRole(statement.Role, context);
        var toUser = statement.GranteeKind == ObjectKind.User;
        var grantee = toUser ? RequireUser(statement.Grantee, context) : RequireRole(statement.Grantee, context);
        if (!statement.IsRevoke && !toUser && RoleAccess.Held(grantee: role, context.Catalog).Contains(grantee))
        {
            throw SnowflakeException.Compilation(statement.Position, $"role {grantee} is granted to {role}: granting {role} to it would make a circle.");
        }

        Apply(statement.IsRevoke, context, new GrantObject
        {
            Privilege = "USAGE",
            On = ObjectKind.Role,
            OnId = (context.Catalog.Find(RoleObject.KeyOf(role)) as RoleObject)?.Id ?? 0,
            Role = role,
            IsRoleOfDatabase = statement.IsOfDatabase,
            Grantee = grantee,
            ToUser = toUser,
        });
        return StatementResult.Status(Success);
    }

    /// <summary>Gives a new object what future grants say, those of its schema before those of its database ("GRANT privileges": they take precedence).</summary>
    public static void ApplyFuture(CatalogObject created, DdlContext context)
    {
        if (created is not (SchemaObject or SchemaScopedObject))
        {
            return;
        }

        var kind = Spaces.KindOf(created);
        var future = context.Catalog.OfType<GrantObject>().Where(grant => grant.IsFuture && grant.On == kind).ToList();
        if (future.Count == 0)
        {
            return;
        }

        var database = created is SchemaObject schema ? schema.Database : ((SchemaScopedObject)created).Database;
        var databaseId = context.Catalog.Find(DatabaseObject.KeyOf(database))!.Id;
        var schemaId = created is SchemaScopedObject scoped ? context.Catalog.Find(SchemaObject.KeyOf(database, scoped.Schema))!.Id : 0;
        var chosen = future.Exists(grant => grant.OnId == schemaId) ? schemaId : databaseId;
        foreach (var grant in future.Where(grant => grant.OnId == chosen))
        {
            Apply(isRevoke: false, context, grant with { IsFuture = false, OnId = created.Id });
        }
    }

    /// <summary>What was granted on an object.</summary>
    public static List<GrantObject> On(CatalogObject item, DdlContext context) => [.. context.Catalog.OfType<GrantObject>().Where(grant => grant.OnId == item.Id)];

    /// <summary>Gives an object what was granted on the one whose place it took: COPY GRANTS.</summary>
    public static void Give(IEnumerable<GrantObject> grants, CatalogObject created, DdlContext context)
    {
        foreach (var grant in grants)
        {
            Apply(isRevoke: false, context, grant with { OnId = created.Id });
        }
    }

    /// <summary>Removes what was granted on an object that goes, or to a role that goes.</summary>
    public static void Forget(CatalogObject removed, DdlContext context)
    {
        foreach (var grant in context.Catalog.OfType<GrantObject>()
            .Where(grant => grant.OnId == removed.Id || (removed is RoleObject && grant.ToRole && grant.Grantee == removed.Name)).ToList())
        {
            context.Write.Remove(grant);
        }
    }

    /// <summary>A role's name, or the error that there is none.</summary>
    public static string RequireRole(ObjectName name, DdlContext context) =>
        RoleObject.SystemDefined.Contains(name.Name) && name.Parts.Count == 1 ? name.Name : context.Existing<RoleObject>(NameSpaceKind.Role, name, "Role")!.Name;

    private static string RequireUser(ObjectName name, DdlContext context) =>
        name.Name == context.Scope.Session.User && name.Parts.Count == 1 ? name.Name : throw SnowflakeException.DoesNotExist("User", name);

    private static void Apply(bool isRevoke, DdlContext context, GrantObject grant)
    {
        if (context.Catalog.Find(grant.Key) is not GrantObject known)
        {
            if (!isRevoke)
            {
                context.Write.Put(grant with { Id = context.Write.NextId(), CreatedOn = context.Now });
            }
        }
        else if (isRevoke)
        {
            context.Write.Remove(known);
        }
        else if (grant.WithGrantOption && !known.WithGrantOption)
        {
            context.Write.Put(known with { WithGrantOption = true });
        }
    }

    /// <summary>What a statement grants on: objects, or what is to hold for objects to come.</summary>
    public static List<(long Id, ObjectKind? On)> Targets(GrantTarget target, DdlContext context)
    {
        if (target.Scope == GrantScope.Account)
        {
            return [(0, null)];
        }

        if (target.Scope == GrantScope.Object)
        {
            var found = context.Existing<CatalogObject>(Spaces.Of(target.Kind!.Value), target.Name!, ObjectKindWords.Title(target.Kind.Value))!;

            // A view is granted on as a table too.
            return Spaces.IsOf(found, target.Kind.Value) || found is ViewObject
                ? [(found.Id, Spaces.KindOf(found))]
                : throw SnowflakeException.DoesNotExist(ObjectKindWords.Title(target.Kind.Value), target.Name!);
        }

        var space = target.Container == ObjectKind.Database ? NameSpaceKind.Database : NameSpaceKind.Schema;
        var container = context.Existing<CatalogObject>(space, target.Name!, ObjectKindWords.Title(target.Container!.Value))!;
        return target.Scope == GrantScope.Future
            ? [(container.Id, target.Kind)]
            : [.. context.Catalog.All.Where(item => item is not GrantObject && Spaces.IsOf(item, target.Kind!.Value) && IsIn(item, container)).Select(item => (item.Id, target.Kind))];
    }

    private static bool IsIn(CatalogObject item, CatalogObject container) => (item, container) switch
    {
        (SchemaObject schema, DatabaseObject database) => schema.Database == database.Name,
        (SchemaScopedObject scoped, DatabaseObject database) => scoped.Database == database.Name,
        (SchemaScopedObject scoped, SchemaObject schema) => scoped.Database == schema.Database && scoped.Schema == schema.Name,
        _ => false,
    };
}
