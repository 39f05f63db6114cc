using System.Text.RegularExpressions;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A privilege that a role holds.</summary>
/// <param name="Role">The role.</param>
/// <param name="Privilege">The privilege, such as SELECT.</param>
/// <param name="Kind">What it is on, such as TABLE; ACCOUNT, ROLE or DATABASE ROLE too.</param>
/// <param name="On">The object, the schema of objects to come, or nothing for the account.</param>
/// <param name="IsFuture">Whether it is on objects to come.</param>
internal sealed partial record GrantFact(string Role, string Privilege, string Kind, ObjectName On, bool IsFuture)
{
    /// <summary>As SHOW GRANTS tells of it, or SHOW FUTURE GRANTS.</summary>
    public static GrantFact Of(string role, string privilege, string kind, string name, bool isFuture)
    {
        // SHOW writes FILE_FORMAT where statements write FILE FORMAT.
        string known = kind.Replace('_', ' ');
        ObjectName on = known == "ACCOUNT" ? new ObjectName() : new ObjectName(IdentifierText.Parts(known == "PROCEDURE" ? Signature().Replace(name, "$1") : name));
        return new GrantFact(role, privilege, known, isFuture ? on.Parent : known == "DATABASE ROLE" ? new ObjectName(on.Parts[^1]) : on, isFuture);
    }

    /// <summary>What is held, in words.</summary>
    /// <returns>For example <c>SELECT on TABLE A.B.C</c>.</returns>
    public override string ToString() => $"{Privilege} on {(IsFuture ? $"future {Kind}S in " : Kind + " ")}{On.Display}".TrimEnd();

    // A procedure is told with its arguments, within quotes or without; the SDK's names tell their contents, so that none has a namesake.
    [GeneratedRegex(@"""?\b([A-Z_]+_[0-9A-F]{16})\(.*\z", RegexOptions.Singleline)]
    private static partial Regex Signature();
}
