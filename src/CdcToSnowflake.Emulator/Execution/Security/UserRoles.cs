using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Security;

/// <summary>What the one user of the emulator holds: ACCOUNTADMIN, and what is granted to it. Who made a role owns it, and doesn't hold it by that.</summary>
internal static class UserRoles
{
    /// <summary>Those that are granted to the user itself: what ALL secondary roles are.</summary>
    public static IEnumerable<string> Granted(Session session)
    {
        var user = session.Facts().User;
        return session.Catalog.OfType<GrantObject>().Where(grant => grant is { ToUser: true, Role: not null } && grant.Grantee == user).Select(grant => grant.Role!).Prepend(RoleObject.Owner).Distinct(StringComparer.Ordinal);
    }

    /// <summary>A role's name if the user holds it, directly or through another.</summary>
    /// <exception cref="SnowflakeException">There is no such role, or the user doesn't hold it.</exception>
    public static string Require(ObjectName role, Session session) => Holds(role.Name, session)
        ? role.Name
        : throw (session.Catalog.Find(RoleObject.KeyOf(role.Name)) is RoleObject
            ? new SnowflakeException(3013, "42501", $"SQL access control error: Requested role '{role.Name}' is not assigned to the executing user. Specify another role to activate.")
            : SnowflakeException.DoesNotExist("Role", role));

    /// <summary>Whether the user holds a role.</summary>
    public static bool Holds(string role, Session session) => RoleObject.SystemDefined.Contains(role) || Granted(session).Any(granted => RoleAccess.InSession(granted, session.Catalog).Contains(role));
}
