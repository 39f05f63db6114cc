using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Definition;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW GRANTS and SHOW FUTURE GRANTS.</summary>
internal static class GrantLists
{
    private const string Account = "EMULATOR";

    public static StatementResult Show(ShowGrantsStatement show, Session session)
    {
        var grants = session.Catalog.OfType<GrantObject>()
            .OrderBy(grant => grant.Grantee, StringComparer.Ordinal).ThenBy(grant => Name(grant, session), StringComparer.Ordinal).ThenBy(grant => grant.Privilege, StringComparer.Ordinal).ToList();
        return show switch
        {
            { Future: true } => Future(show, grants, session),
            { Preposition: "ON" } => Table(
                "created_on privilege granted_on name granted_to grantee_name grant_option granted_by granted_by_role_type",
                On(show, grants, session).Select(row => row.Append("ROLE").ToArray()),
                show),
            { Preposition: "TO", Kind: ObjectKind.Role } => Table(
                "created_on privilege granted_on name granted_to grantee_name grant_option granted_by",
                To(Role(show.Name!, session), grants, session),
                show),
            { Preposition: "OF", Kind: ObjectKind.Role } => Table(
                "created_on role granted_to grantee_name granted_by",
                grants.Where(grant => grant.Role == Role(show.Name!, session)).Select(grant => new object?[] { grant.CreatedOn, grant.Role, grant.ToUser ? "USER" : "ROLE", grant.Grantee, RoleObject.Owner }),
                show),
            { Preposition: "" } or { Preposition: "TO", Kind: ObjectKind.User } => Table(
                "created_on role granted_to grantee_name granted_by",
                ToUser(show, grants, session),
                show),
            _ => throw new NotEmulatedException($"SHOW GRANTS {show.Preposition}", show.Position),
        };
    }

    private static StatementResult Table(string columns, IEnumerable<object?[]> rows, ShowGrantsStatement show) =>
        StatementResult.Table([.. columns.Split(' ').Select(ObjectList.Column)], [.. rows.Take(show.Limit ?? int.MaxValue)]);

    private static IEnumerable<object?[]> On(ShowGrantsStatement show, List<GrantObject> grants, Session session)
    {
        if (show.Kind is null)
        {
            return grants.Where(grant => grant is { IsFuture: false, On: null }).Select(grant => Row(grant, session));
        }

        var found = session.Catalog.Find(session.Key(Spaces.Of(show.Kind.Value), show.Name!));
        if (found is null || !Spaces.IsOf(found, show.Kind.Value))
        {
            throw SnowflakeException.DoesNotExist(ObjectKindWords.Title(show.Kind.Value), show.Name!);
        }

        return grants.Where(grant => !grant.IsFuture && grant.OnId == found.Id && grant.Role is null).Select(grant => Row(grant, session)).Prepend(Owned(found));
    }

    private static IEnumerable<object?[]> To(string role, List<GrantObject> grants, Session session)
    {
        // What the owner of everything owns would be everything: only what was granted is listed.
        var owned = role == RoleObject.Owner ? [] : session.Catalog.OfType<TaskObject>().Concat<CatalogObject>(session.Catalog.OfType<PipeObject>()).Where(item => Ownership.Of(item) == role).Select(Owned);
        return grants.Where(grant => !grant.IsFuture && grant.ToRole && grant.Grantee == role).Select(grant => Row(grant, session)).Concat(owned);
    }

    private static object?[] Owned(CatalogObject item)
    {
        var owner = Ownership.Of(item);
        return [item.CreatedOn, "OWNERSHIP", Kind(Spaces.KindOf(item)), item.Key.ToString(), "ROLE", owner, "true", owner];
    }

    private static IEnumerable<object?[]> ToUser(ShowGrantsStatement show, List<GrantObject> grants, Session session)
    {
        var user = session.Facts().User;
        if (show.Name is { } name && name.Name != user)
        {
            throw SnowflakeException.DoesNotExist("User", name);
        }

        object?[] owner = [DateTimeOffset.UnixEpoch, RoleObject.Owner, "USER", user, string.Empty];
        return grants.Where(grant => grant.ToUser && grant.Grantee == user).Select(grant => new object?[] { grant.CreatedOn, grant.Role, "USER", grant.Grantee, RoleObject.Owner }).Prepend(owner);
    }

    private static StatementResult Future(ShowGrantsStatement show, List<GrantObject> grants, Session session)
    {
        Func<GrantObject, bool> meant;
        if (show is { Preposition: "TO", Kind: ObjectKind.Role })
        {
            var role = Role(show.Name!, session);
            meant = grant => grant.Grantee == role;
        }
        else if (show is { Preposition: "IN", Kind: ObjectKind.Database or ObjectKind.Schema })
        {
            var container = session.Catalog.Find(session.Key(Spaces.Of(show.Kind.Value), show.Name!)) ?? throw SnowflakeException.DoesNotExist(ObjectKindWords.Title(show.Kind.Value), show.Name!);
            meant = grant => grant.OnId == container.Id;
        }
        else
        {
            throw new NotEmulatedException($"SHOW FUTURE GRANTS {show.Preposition}", show.Position);
        }

        return Table(
            "created_on privilege grant_on name grant_to grantee_name grant_option",
            grants.Where(grant => grant.IsFuture).Where(meant).Select(grant => Row(grant, session)[..7]),
            show);
    }

    private static string Role(ObjectName name, Session session) =>
        RoleObject.SystemDefined.Contains(name.Name) || session.Catalog.Find(RoleObject.KeyOf(name.Name)) is RoleObject ? name.Name : throw SnowflakeException.DoesNotExist("Role", name);

    private static object?[] Row(GrantObject grant, Session session) =>
        [grant.CreatedOn, grant.Privilege, grant.IsRoleOfDatabase ? "DATABASE_ROLE" : grant.On is { } on ? Kind(on) : "ACCOUNT", Name(grant, session), grant.GranteeKind, grant.Grantee, grant.WithGrantOption ? "true" : "false", RoleObject.Owner];

    private static string Kind(ObjectKind kind) => kind is ObjectKind.StorageIntegration or ObjectKind.NotificationIntegration
        ? "INTEGRATION"
        : ObjectKindWords.Of(kind).Replace(' ', '_');

    private static string Name(GrantObject grant, Session session)
    {
        if (grant.Role is not null || grant.On is null)
        {
            return grant.Role ?? Account;
        }

        var on = session.Catalog.ById<CatalogObject>(grant.OnId)!.Key.ToString();
        return grant.IsFuture ? $"{on}.<{ObjectKindWords.Of(grant.On.Value).Replace(' ', '_')}>" : on;
    }
}
