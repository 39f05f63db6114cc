using System.Text.RegularExpressions;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>Reads from a GRANT what it gives: templates can be the user's, so its text alone says it.</summary>
internal static partial class GrantText
{
    /// <summary>What a role holds after the statement. What is given on ALL of a schema counts as given on those to come: the one is written before the other, and new objects need only the other.</summary>
    /// <exception cref="PlanException">The text isn't that of a grant to a role.</exception>
    public static IReadOnlyList<GrantFact> Of(SqlStatement grant)
    {
        Match match = Grant().Match(grant.Text);
        if (!match.Success || grant is not { Grantee: { } role, Object: { } on })
        {
            throw new PlanException($"The template {grant.Template} writes no GRANT to a role that a plan can compare with what is there: GRANT, privileges, ON, and one kind of object; or a role. It writes: {grant.Text}");
        }
        if (match.Groups["role"].Success)
        {
            return [new GrantFact(role.Parts[0], "USAGE", "ROLE", on, IsFuture: false)];
        }
        if (match.Groups["databaserole"].Success)
        {
            return [new GrantFact(role.Parts[0], "USAGE", "DATABASE ROLE", new ObjectName(IdentifierText.Parts(match.Groups["databaserole"].Value)[^1]), IsFuture: false)];
        }
        bool isFuture = match.Groups["kinds"].Success;
        string kind = Spaces().Replace(isFuture ? match.Groups["kinds"].Value : match.Groups["kind"].Value, " ");
        return
        [
            .. match.Groups["privileges"].Value.Split(',')
                .Select(privilege => new GrantFact(role.Parts[0], Spaces().Replace(privilege, " ").Trim(), kind, kind == "ACCOUNT" ? new ObjectName() : on, isFuture)),
        ];
    }

    /// <summary>Whether it gives something on all objects that are there: beside those to come, nothing of it is left to see.</summary>
    public static bool IsOfAll(SqlStatement grant) => Grant().Match(grant.Text).Groups["all"].Success;

    [GeneratedRegex(@"\A\s*GRANT\s+(?:(?<role>ROLE)\s+""|DATABASE\s+ROLE\s+(?<databaserole>\S+)\s+TO|(?<privileges>(?!ALL\b)[A-Z_]+(?:\s*,\s*[A-Z_]+|\s+(?!ON\b)[A-Z_]+)*)\s+ON\s+(?:(?:(?<all>ALL)|FUTURE)\s+(?<kinds>[A-Z]+(?:\s+[A-Z]+)*?)S\s+IN\s+SCHEMA\s+""|(?<kind>ACCOUNT)\s+TO|(?<kind>[A-Z]+(?:\s+[A-Z]+)*)\s+""))")]
    private static partial Regex Grant();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
