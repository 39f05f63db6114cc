using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Definition;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>ALTER PIPE, and SYSTEM$PIPE_FORCE_RESUME.</summary>
internal static class PipeAlteration
{
    /// <summary>"ALTER PIPE": how long event messages are kept for a paused pipe, which then is stale.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(14);

    private const string StalenessOverride = "STALENESS_CHECK_OVERRIDE";
    private const string OwnershipOverride = "OWNERSHIP_TRANSFER_CHECK_OVERRIDE";
    private static readonly TimeSpan RefreshReach = TimeSpan.FromDays(7);

    public static void Execute(AlterAction action, PipeObject pipe, DdlContext context)
    {
        switch (action)
        {
            case RefreshPipeAction refresh:
                var now = context.Now;
                context.Session.Engine.Pipes.RequestRefresh(pipe.Id, refresh.Properties.Text("PREFIX") ?? string.Empty, ModifiedAfter(refresh, now) ?? now - RefreshReach);
                break;
            case SetAction set:
                IntegrationDefinition.RequireIntegration(set.Properties.Text("ERROR_INTEGRATION"), "NOTIFICATION", set.Position, context);
                context.Write.Put(Paused(pipe, set.Properties.Boolean("PIPE_EXECUTION_PAUSED") ?? pipe.IsPaused, context) with
                {
                    Comment = set.Properties.Text("COMMENT") ?? pipe.Comment,
                    ErrorIntegration = set.Properties.Text("ERROR_INTEGRATION") ?? pipe.ErrorIntegration,
                });
                foreach (var property in set.Properties.Items.Where(property => property.Name is not ("PIPE_EXECUTION_PAUSED" or "COMMENT" or "ERROR_INTEGRATION")))
                {
                    throw SnowflakeException.Compilation(property.Position, $"{property.Name} of a pipe cannot be changed: recreate the pipe.");
                }

                break;
            case UnsetAction unset:
                foreach (var name in unset.Names)
                {
                    pipe = name switch
                    {
                        "COMMENT" => pipe with { Comment = null },
                        "ERROR_INTEGRATION" => pipe with { ErrorIntegration = null },
                        "PIPE_EXECUTION_PAUSED" => Paused(pipe, false, context),
                        _ => throw new NotEmulatedException($"ALTER PIPE … UNSET {name}", action.Position),
                    };
                }

                context.Write.Put(pipe);
                break;
            default:
                throw new NotEmulatedException("this ALTER PIPE", action.Position);
        }
    }

    /// <param name="pipe">The pipe.</param>
    /// <param name="overrides">The function's second argument; empty is the same as the override of the check of ownership.</param>
    /// <param name="position">Of the call.</param>
    /// <param name="context">Of the change.</param>
    public static void ForceResume(PipeObject pipe, string overrides, TextPosition position, DdlContext context)
    {
        var words = overrides.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words.FirstOrDefault(word => !Is(word, StalenessOverride) && !Is(word, OwnershipOverride)) is { } unknown)
        {
            throw SnowflakeException.Compilation(position, $"SYSTEM$PIPE_FORCE_RESUME knows no '{unknown}'.");
        }

        if (words.Length == 0 || words.Any(word => Is(word, OwnershipOverride)))
        {
            pipe = pipe with { IsHandedOver = false };
        }

        RequireNotHandedOver(pipe);
        context.Write.Put(words.Any(word => Is(word, StalenessOverride)) ? Resumed(pipe, context) : Paused(pipe, false, context));

        static bool Is(string word, string expected) => string.Equals(word, expected, StringComparison.OrdinalIgnoreCase);
    }

    private static PipeObject Paused(PipeObject pipe, bool isPaused, DdlContext context)
    {
        if (isPaused == pipe.IsPaused)
        {
            return pipe;
        }

        if (isPaused)
        {
            return pipe with { IsPaused = true, PausedOn = context.Now };
        }

        RequireNotHandedOver(pipe);
        return pipe.AutoIngest && pipe.PausedOn + Retention < context.Now
            ? throw new SnowflakeException(
                2023, "55000", $"Pipe {pipe.Key} has been paused for more than 14 days and is stale. Look at SYSTEM$PIPE_STATUS, and resume it by SYSTEM$PIPE_FORCE_RESUME('…', '{StalenessOverride.ToLowerInvariant()}').")
            : Resumed(pipe, context);
    }

    private static void RequireNotHandedOver(PipeObject pipe)
    {
        if (pipe.IsHandedOver)
        {
            throw new SnowflakeException(2023, "55000", $"Pipe {pipe.Key} got another owner, {pipe.OwnerRole}, while it was paused. Look at SYSTEM$PIPE_STATUS, and resume it by SYSTEM$PIPE_FORCE_RESUME.");
        }
    }

    // What was told longer ago than messages are kept is forgotten; the files themselves only REFRESH finds, if they are young enough.
    private static PipeObject Resumed(PipeObject pipe, DdlContext context)
    {
        context.Session.Engine.Pipes.Queue(pipe.Id).Forget(context.Now - Retention);
        return pipe with { IsPaused = false };
    }

    private static DateTimeOffset? ModifiedAfter(RefreshPipeAction refresh, DateTimeOffset now)
    {
        if (refresh.Properties.Text("MODIFIED_AFTER") is not { } text)
        {
            return null;
        }

        var position = refresh.Properties.Find("MODIFIED_AFTER")!.Position;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var after))
        {
            throw SnowflakeException.InvalidProperty("MODIFIED_AFTER", position);
        }

        return after >= now - RefreshReach ? after : throw SnowflakeException.Compilation(position, "MODIFIED_AFTER of ALTER PIPE … REFRESH reaches back 7 days at most.");
    }
}
