using System.Data.Common;
using CdcToSnowflake.Sql.Accounts;

namespace CdcToSnowflake.Preflight.Account;

internal sealed partial class AccountChecks
{
    // What a plan hands to a role is out of reach of who can't do what that role can: it could neither be resumed nor seen.
    private async Task OwnersAsync(DbConnection connection, string role, Findings findings, CancellationToken cancellationToken)
    {
        if (_sql.Options.Account?.Roles is not { } roles)
        {
            return;
        }

        var there = (await AskAsync(connection, _sql.Show("roles", null, null, null), ["name"], cancellationToken).ConfigureAwait(false)).Select(row => row[0]!).ToHashSet(StringComparer.Ordinal);
        await OwnerAsync("tasks", roles.Transformer, PreflightOutcome.Failure, $"the plan gives them to {roles.Transformer}, and could not resume them then").ConfigureAwait(false);
        if (_sql.HasPipes)
        {
            await OwnerAsync(
                "pipes", roles.Loader, PreflightOutcome.Warning, $"pipes stay their maker's own and load with its rights, and a plan over pipes that are {roles.Loader}'s already is refused").ConfigureAwait(false);
        }

        async Task OwnerAsync(string things, string owner, PreflightOutcome otherwise, string effect)
        {
            var check = $"owner of {things}";
            // A role that isn't there yet the plan makes, and gives to its parent alone.
            var asked = there.Contains(owner) ? owner : roles.Parent ?? owner;
            if (!there.Contains(asked))
            {
                findings.Add(otherwise, check, $"{asked} isn't there, so {role} can't do what {owner} is to do: {effect}", $"{_sql.CreateRole(asked).Text}; {_sql.GrantRole(asked, role).Text};");
            }
            else if (string.Equals((await AskAsync(connection, _sql.AskRole(asked), ["IS_HELD"], cancellationToken).ConfigureAwait(false))[0][0], "true", StringComparison.OrdinalIgnoreCase))
            {
                findings.Pass(check, $"{role} can do what {asked} can");
            }
            else
            {
                findings.Add(otherwise, check, $"{role} can't do what {asked} can: {effect}", $"{_sql.GrantRole(asked, role).Text}; or plan as a role above {nameof(RoleOptions)}.{nameof(RoleOptions.Parent)}.");
            }
        }
    }
}
