using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

internal sealed partial class PlanWriter
{
    private const string PipeBills = "Snowpipe by the gigabyte loaded";

    // A brand that was captured for longer before it had pipes waits for its first cut for ever.
    private const string OlderFiles = $"; those of more than 7 days only {nameof(SqlOptions.Loading)} = {nameof(LoadMode.Task)} loads";

    // Who can't do what the role can, couldn't let its pipes go on either. Where there is no such role yet, the plan makes it.
    private bool MayHandOver => there.HoldsLoader != false;

    /// <summary>The pipes that aren't their role's own and can't become so.</summary>
    public List<ObjectName> NotHandedOver { get; } = [];

    /// <summary>A pipe, its owner, its grants, its first look at files that were there before it, and the label that says that all of it was done.</summary>
    /// <returns>A sentence if the pipe is there and was made from another statement; else null.</returns>
    public string? Pipe(PipeDraft draft)
    {
        SqlStatement create = draft.Create;
        ObjectName name = create.Object!;
        PipeFacts? pipe = there.Pipes.GetValueOrDefault(name);
        if (draft.Own?.Grantee is { } owner && !MayHandOver && pipe?.Owner != owner.Parts[0])
        {
            NotHandedOver.Add(name);
        }
        if (pipe is { Comment.Length: > 0 })
        {
            pipe = HandedOver(draft, pipe);
            Grants(draft.Grants);
        }
        if (pipe?.Comment == draft.Label)
        {
            return null;
        }
        if (pipe is { Comment.Length: > 0 } && pipe.Comment == draft.LabelWithoutErrors())
        {
            Add(sql.SetPipeErrors(name, sql.Options.ErrorIntegrationName!), "it tells nobody of files that it can't load", Nothing);
            Add(sql.Label(create, draft.Label), "the next plan sees by it what the pipe is like", () => there.Pipes[name] = pipe with { Comment = draft.Label });
            return null;
        }
        if (pipe is { Comment.Length: > 0 })
        {
            return $"The pipe {create.Name} was made from another statement ({pipe.Comment}). A pipe is never altered or replaced: drop it and plan again, if it must change; what it then loads twice does no harm.";
        }
        if (pipe is null)
        {
            Add(create, "there is no such pipe", () => there.Pipes[name] = new PipeFacts("", null, ""), Standing(PipeBills));
        }
        if (draft.Own is { } own && MayHandOver)
        {
            HandOver(draft.HandOver, own, "it loads with its owner's rights");
        }
        foreach (SqlStatement grant in draft.Grants)
        {
            Give(grant, "a new pipe has no grants");
        }
        Add(draft.Refresh, (pipe is null ? "files may have been there before the pipe" : "it may not have looked at files that were there before it") + OlderFiles, Nothing, new PlanCost(PlanCostKind.Load) { Bills = PipeBills });
        Add(() => sql.Label(create, draft.Label), "the next plan sees by it that the pipe is complete", () => there.Pipes[name] = there.Pipes[name] with { Comment = draft.Label });
        return null;
    }

    /// <summary>A complete pipe gets the owner that the model says. Its label says so meanwhile: a plan that is broken off leaves it standing still, and the next one goes on from there.</summary>
    /// <returns>The pipe as it is then.</returns>
    private PipeFacts HandedOver(PipeDraft draft, PipeFacts pipe)
    {
        ObjectName name = draft.Create.Object!;
        bool isBegun = pipe.Comment.StartsWith(PipeDraft.HandingOver, StringComparison.Ordinal);
        string label = isBegun ? pipe.Comment[PipeDraft.HandingOver.Length..] : pipe.Comment;
        SqlStatement? own = MayHandOver ? draft.Own : null;
        bool isOwned = own is null || pipe.Owner.Length == 0 || pipe.Owner == own.Grantee!.Parts[0];
        if (draft.Own is not null && isOwned)
        {
            Given.UnionWith(GrantText.Of(draft.Own));
        }
        if (isOwned && !isBegun)
        {
            return pipe;
        }
        if (!isBegun)
        {
            Add(sql.Label(draft.Create, PipeDraft.HandingOver + label), "a plan that is broken off from here on is gone on with by the next, and the pipe stands still until then", () => there.Pipes[name] = there.Pipes[name] with { Comment = PipeDraft.HandingOver + label });
        }
        string reason = isBegun ? "a plan that handed the pipe over was broken off" : $"it loads with its owner's rights, and {pipe.Owner} owns it";
        if (own is null)
        {
            Add(sql.ResumePipe(name), reason, Nothing);
        }
        else
        {
            HandOver(draft.HandOver, own, reason);
        }
        Add(sql.Label(draft.Create, label), "the next plan sees by it that the pipe is complete", () => there.Pipes[name] = there.Pipes[name] with { Comment = label });
        return pipe with { Comment = label };
    }

    private void HandOver(IReadOnlyList<SqlStatement> statements, SqlStatement own, string reason)
    {
        Given.UnionWith(GrantText.Of(own));
        foreach (SqlStatement statement in statements)
        {
            Add(statement, reason, statement == own ? () => there.Pipes[own.Object!] = there.Pipes[own.Object!] with { Owner = own.Grantee!.Parts[0] } : Nothing);
        }
    }
}
