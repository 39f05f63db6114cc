using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Security;

/// <summary>
/// What a session may do with its roles. ACCOUNTADMIN, which owns everything here, may do all; another role may read and change rows by its grants, and sees what it has a grant on.
/// Everything else that a session with another primary role might do is refused by name rather than allowed.
/// </summary>
internal sealed class RoleAccess
{
    private readonly string _role;
    private readonly CatalogSnapshot _catalog;
    private readonly HashSet<string>? _held;
    private HashSet<(long Id, string Privilege)>? _granted;
    private HashSet<long>? _known;

    /// <summary>What a session may do with its role and its secondary ones.</summary>
    public RoleAccess(Session session)
        : this(session.Role, session.Role == RoleObject.Owner ? [] : session.ActiveSecondaryRoles, session.Catalog)
    {
    }

    /// <summary>What one may do with a role and secondary ones.</summary>
    public RoleAccess(string role, IEnumerable<string> secondaryRoles, CatalogSnapshot catalog)
    {
        _role = role;
        _catalog = catalog;
        string[] active = [role, .. secondaryRoles];
        _held = active.Contains(RoleObject.Owner) ? null : [.. active.SelectMany(role => Held(role, _catalog))];
    }

    public bool IsOwner => _held is null;

    /// <summary>A role, those granted to it, those granted to them …; and PUBLIC.</summary>
    public static HashSet<string> Held(string grantee, CatalogSnapshot catalog)
    {
        var held = new HashSet<string>(StringComparer.Ordinal) { "PUBLIC" };
        var grants = catalog.OfType<GrantObject>().Where(grant => grant.Role is not null && grant.ToRole).ToLookup(grant => grant.Grantee, grant => grant.Role!);
        var next = new Stack<string>([grantee]);
        while (next.TryPop(out var role))
        {
            if (held.Add(role))
            {
                foreach (var granted in grants[role])
                {
                    next.Push(granted);
                }
            }
        }

        return held;
    }

    /// <summary>What IS_ROLE_IN_SESSION counts of an active role: those held, and with ACCOUNTADMIN the system's, which are granted to it.</summary>
    public static HashSet<string> InSession(string role, CatalogSnapshot catalog)
    {
        var held = Held(role, catalog);
        foreach (var system in role == RoleObject.Owner ? RoleObject.SystemDefined : [])
        {
            held.UnionWith(Held(system, catalog));
        }

        return held;
    }

    /// <summary>Whether SHOW and INFORMATION_SCHEMA list it: any privilege on it is enough.</summary>
    public bool Sees(CatalogObject item) => IsOwner || item is RoleObject or GrantObject || Known.Contains(item.Id);

    /// <summary>Whether the role holds a privilege on the account.</summary>
    public bool HasOnAccount(string privilege) => IsOwner || _catalog.OfType<GrantObject>().Any(grant => grant is { On: null, Role: null, ToRole: true } && grant.Privilege == privilege && _held!.Contains(grant.Grantee));

    /// <exception cref="SnowflakeException">002003, as Snowflake says it: an object that one may not read is not there.</exception>
    public void Require(string privilege, CatalogObject on, ObjectName written)
    {
        if (IsOwner)
        {
            return;
        }

        if (!Uses(on) || !Known.Contains(on.Id))
        {
            throw SnowflakeException.DoesNotExist("Object", written);
        }

        if (!Has(privilege, on.Id))
        {
            throw new SnowflakeException(
                3001, "42501", $"SQL access control error: Insufficient privileges to operate on {ObjectKindWords.Of(Definition.Spaces.KindOf(on)).ToLowerInvariant()} '{on.Name}' ({written.Position}): role {_role} lacks {privilege}.");
        }
    }

    /// <summary>Refuses what only the owner's role does here.</summary>
    public void RequireOwner(string what, TextPosition position)
    {
        if (_role != RoleObject.Owner)
        {
            throw new NotEmulatedException($"{what} as role {_role} (of other roles than {RoleObject.Owner} only reading and changing rows is)", position);
        }
    }

    private HashSet<(long Id, string Privilege)> Granted => _granted ??=
        [.. _catalog.OfType<GrantObject>().Where(grant => !grant.IsFuture && grant.ToRole && grant.Role is null && _held!.Contains(grant.Grantee)).Select(grant => (grant.OnId, grant.Privilege))];

    private HashSet<long> Known => _known ??= [.. Granted.Select(grant => grant.Id)];

    private bool Has(string privilege, long id) => Granted.Contains((id, privilege));

    private bool Uses(CatalogObject on) => on switch
    {
        SchemaScopedObject scoped => _catalog.Find(DatabaseObject.KeyOf(scoped.Database)) is { } database && Has("USAGE", database.Id)
            && _catalog.Find(SchemaObject.KeyOf(scoped.Database, scoped.Schema)) is { } schema && Has("USAGE", schema.Id),
        SchemaObject schema => _catalog.Find(DatabaseObject.KeyOf(schema.Database)) is { } database && Has("USAGE", database.Id),
        _ => true,
    };
}
