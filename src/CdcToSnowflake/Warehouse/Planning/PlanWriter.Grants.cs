using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

internal sealed partial class PlanWriter
{
    /// <summary>All that the model gives to roles, whether it is there or not.</summary>
    public HashSet<GrantFact> Given { get; } = [];

    public void Grants(IEnumerable<SqlStatement> grants)
    {
        foreach (SqlStatement grant in grants)
        {
            Grant(grant);
        }
    }

    /// <summary>A grant, if the role doesn't hold all of it.</summary>
    public void Grant(SqlStatement grant)
    {
        List<GrantFact> missing = [.. GrantText.Of(grant).Where(fact => !there.Grants.Contains(fact))];
        List<GrantFact> missingOfOne = missing.Count > 0 || !GrantText.IsOfAll(grant) ? [] : [.. OfEach(grant).Where(fact => !there.Grants.Contains(fact) && !there.Grants.Contains(fact with { Privilege = "OWNERSHIP" }))];
        if (missing.Count > 0)
        {
            Give(grant, $"{grant.Grantee!.Display} doesn't hold {string.Join(", ", missing.Select(fact => fact.Privilege))}");
        }
        else if (missingOfOne.Count > 0)
        {
            Give(grant, $"{grant.Grantee!.Display} doesn't hold {missingOfOne[0]}{(missingOfOne.Count > 1 ? $" and {missingOfOne.Count - 1} more" : "")}");
        }
        else
        {
            Given.UnionWith(GrantText.Of(grant));
        }
    }

    private static bool IsGrant(SqlStatement statement) => statement.Template.StartsWith("grant/", StringComparison.Ordinal);

    private void Give(SqlStatement grant, string reason)
    {
        IReadOnlyList<GrantFact> facts = GrantText.Of(grant);
        Given.UnionWith(facts);
        Add(grant, reason, () => there.Grants.UnionWith(GrantText.IsOfAll(grant) ? OfEach(grant) : facts));
    }

    /// <summary>What a grant on all objects of a schema gives on those that were there when the account was asked.</summary>
    private IEnumerable<GrantFact> OfEach(SqlStatement grant) =>
        from fact in GrantText.Of(grant)
        from name in there.Listed.GetValueOrDefault((fact.Kind, fact.On), [])
        select fact with { On = name, IsFuture = false };
}
