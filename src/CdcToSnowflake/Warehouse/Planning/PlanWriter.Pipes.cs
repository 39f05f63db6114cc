using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

internal sealed partial class PlanWriter
{
    private const string PipeBills = "Snowpipe by the gigabyte loaded";

    // A brand that was captured for longer before it had pipes waits for its first cut for ever.
    private const string OlderFiles = $"; those of more than 7 days only {nameof(SqlOptions.Loading)} = {nameof(LoadMode.Task)} loads";

    /// <summary>The pipes that aren't their role's own, each with what stands in the way and what to do.</summary>
    public List<(ObjectName Pipe, string Reason)> NotHandedOver { get; } = [];

    /// <summary>A pipe, its owner, its grants, its first look at files that were there before it, and the label that says that all of it was done.</summary>
    /// <returns>A sentence if the pipe is there and was made from another statement; else null.</returns>
    /// <exception cref="PlanException">The pipe is there, and who plans doesn't see it.</exception>
    public string? Pipe(PipeDraft draft)
    {
        SqlStatement create = draft.Create;
        ObjectName name = create.Object!;
        PipeFacts? found = there.Pipes.GetValueOrDefault(name);
        if (found is null)
        {
            RefuseUnseen(draft);
            Add(create, "there is no such pipe", () => there.Pipes[name] = new PipeFacts("", null, ""), Standing(PipeBills));
        }
        PipeFacts pipe = HandedOver(draft, found);
        if (pipe.Comment.Length > 0)
        {
            Grants(draft.Grants);
        }
        if (pipe.Comment == draft.Label)
        {
            return null;
        }
        if (pipe.Comment.Length > 0 && pipe.Comment == draft.LabelWithoutErrors())
        {
            Add(sql.SetPipeErrors(name, sql.Options.ErrorIntegrationName!), "it tells nobody of files that it can't load", Nothing);
            Add(sql.Label(create, draft.Label), "the next plan sees by it what the pipe is like", () => there.Pipes[name] = there.Pipes[name] with { Comment = draft.Label });
            return null;
        }
        if (pipe.Comment.Length > 0)
        {
            return $"The pipe {create.Name} was made from another statement ({pipe.Comment}). A pipe is never altered or replaced: drop it and plan again, if it must change; what it then loads twice does no harm.";
        }
        foreach (SqlStatement grant in draft.Grants)
        {
            Give(grant, "a new pipe has no grants");
        }
        Add(draft.Refresh, (found is null ? "files may have been there before the pipe" : "it may not have looked at files that were there before it") + OlderFiles, Nothing, new PlanCost(PlanCostKind.Load) { Bills = PipeBills });
        Add(() => sql.Label(create, draft.Label), "the next plan sees by it that the pipe is complete", () => there.Pipes[name] = there.Pipes[name] with { Comment = draft.Label });
        return null;
    }

    /// <summary>A pipe gets the owner that the model says, if who plans can do all that this takes. Its comment says so meanwhile: a plan that is broken off leaves it standing still, and the next one lets it go on.</summary>
    /// <returns>The pipe as it is then.</returns>
    private PipeFacts HandedOver(PipeDraft draft, PipeFacts? found)
    {
        ObjectName name = draft.Create.Object!;
        PipeFacts pipe = found ?? new PipeFacts("", null, "");
        SqlStatement? own = draft.Own;
        if (own is not null)
        {
            Given.UnionWith(GrantText.Of(own));
            if (pipe.Owner != own.Grantee!.Parts[0] && Obstacle(pipe, own.Grantee.Parts[0]) is { } obstacle)
            {
                NotHandedOver.Add((name, obstacle));
                own = null;
            }
            else if (!there.HoldsLoader)
            {
                own = null;
            }
        }
        bool isOwned = own is null || (found is not null && pipe.Owner.Length == 0) || pipe.Owner == own.Grantee!.Parts[0];
        if (isOwned && !pipe.IsBegun)
        {
            return pipe;
        }
        if (!pipe.IsBegun)
        {
            Add(sql.Label(draft.Create, pipe.Begun.Comment), "a plan that is broken off from here on is gone on with by the next, and the pipe stands still until then", () => there.Pipes[name] = there.Pipes[name].Begun);
        }
        string reason = pipe.IsBegun ? "a plan that handed the pipe over was broken off" : found is null ? "it loads with its owner's rights" : $"it loads with its owner's rights, and {pipe.Owner} owns it";
        if (own is null)
        {
            Add(sql.ResumePipe(name), reason, Nothing);
        }
        else
        {
            foreach (SqlStatement statement in draft.HandOver)
            {
                Add(statement, reason, statement == own ? () => there.Pipes[name] = there.Pipes[name] with { Owner = own.Grantee!.Parts[0] } : Nothing);
            }
        }
        // One without a label gets it last, when it has looked.
        if (pipe.Label.Length > 0)
        {
            Add(sql.Label(draft.Create, pipe.Label), "the next plan sees by it that the pipe is complete", () => there.Pipes[name] = there.Pipes[name] with { Comment = pipe.Label });
        }
        return pipe with { Comment = pipe.Label };
    }

    /// <summary>What stands in the way of giving a pipe to the role that loads, which must leave it running and within sight of who plans and who owned it. A pipe that this plan makes has no owner yet.</summary>
    /// <returns>A sentence with what to do; null if nothing does.</returns>
    private string? Obstacle(PipeFacts pipe, string loader)
    {
        string owner = pipe.Owner;
        if (!there.HoldsLoader)
        {
            return $"who plans can't do what {loader} can, and could neither see a pipe nor let it go on that is {loader}'s own. Grant {loader} to the role that plans, or plan as one above {nameof(RoleOptions)}.{nameof(RoleOptions.Parent)}.";
        }
        if (owner.Length == 0)
        {
            return null;
        }
        if (!there.Owners.GetValueOrDefault(owner))
        {
            return $"{owner} owns them, and who plans can't do what {owner} can, so it can't give them away. Plan once as a role that holds {owner} and {loader}.";
        }
        if (pipe.IsPaused == true)
        {
            return "they stand still, and a pipe that is given away goes on. Resume them when they may, and plan again.";
        }
        return owner == there.Planner || there.Grants.Contains(new GrantFact(owner, "USAGE", "ROLE", new ObjectName(loader), IsFuture: false)) || owner == sql.Options.Account!.Roles!.Parent
            ? null
            : $"{owner} owns them and wasn't granted {loader}: a service that runs as {owner} would no longer see them. Grant {loader} to {owner}, and plan again.";
    }

    /// <summary>A pipe that isn't within sight would be planned as a new one at each start, and its first look be refused.</summary>
    private void RefuseUnseen(PipeDraft draft)
    {
        if (!there.HoldsLoader && draft.Own is { Grantee: { } role } && there.Grants.Contains(new GrantFact(role.Parts[0], "OWNERSHIP", "PIPE", draft.Create.Object!, IsFuture: false)))
        {
            throw new PlanException(
                $"The pipe {draft.Create.Name} is {role.Parts[0]}'s own, and who plans can't do what {role.Parts[0]} can, so that it doesn't see the pipe. Nothing was planned. "
                + $"Grant {role.Parts[0]} to the role that plans, or plan as one above {nameof(RoleOptions)}.{nameof(RoleOptions.Parent)}.");
        }
    }
}
