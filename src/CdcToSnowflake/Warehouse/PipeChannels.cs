using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse;

/// <summary>
/// Has the store tell the pipes of new files, by the queues or topics that they listen to. Pipes of a store that was silent lose their label before the store is changed, so that the plan lets them look again once the
/// change works, even if this process doesn't live to see it.
/// </summary>
/// <param name="snowflake">The account.</param>
/// <param name="notifications">The store's.</param>
internal sealed class PipeChannels(DbDataSource snowflake, IFileNotifications notifications)
{
    // What a person changes at the store meanwhile shows at the next start.
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<ObjectName> _seen = [];

    /// <summary>Hears how long pipes wait for the store's change.</summary>
    public Action<TimeSpan>? Waits { get; set; }

    /// <summary>Has the store tell the channels of the brands' pipes that are there, and waits until that works if it had to be changed.</summary>
    /// <param name="sql">The generation for what is deployed.</param>
    /// <param name="pipes">The account's pipes; those that must look again lose their label.</param>
    /// <param name="brands">The brands whose pipes matter: what another brand's store refuses is that brand's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether pipes must look again, so that a plan is to be made.</returns>
    public async Task<bool> EnsureAsync(SnowflakeSql sql, Dictionary<ObjectName, PipeFacts> pipes, IReadOnlyCollection<string> brands, CancellationToken cancellationToken)
    {
        HashSet<ObjectName> schemas = [.. brands.Select(sql.StgOf)];
        HashSet<ObjectName> fresh = [.. schemas.Where(_seen.Add)];
        List<KeyValuePair<ObjectName, PipeFacts>> own = [.. pipes.Where(pipe => pipe.Value.Queue is not null && schemas.Contains(pipe.Key.Parent)).OrderBy(pipe => pipe.Key.Display, StringComparer.Ordinal)];
        HashSet<string> silent = await SilentAsync(own, cancellationToken).ConfigureAwait(false);
        // Also those whose look was broken off, and those of a brand that comes after another that found the store silent.
        List<KeyValuePair<ObjectName, PipeFacts>> again = [.. own.Where(pipe => silent.Contains(pipe.Value.Queue!) || (fresh.Contains(pipe.Key.Parent) && (pipe.Value.Label.Length == 0 || _changed.Contains(pipe.Value.Queue!))))];
        if (again.Count == 0)
        {
            return false;
        }
        await UnlabelAsync(sql, pipes, again, cancellationToken).ConfigureAwait(false);
        foreach (string channel in silent.Order(StringComparer.Ordinal))
        {
            await notifications.EnsureAsync(channel, cancellationToken).ConfigureAwait(false);
            _told.Add(channel);
            _changed.Add(channel);
        }
        Waits?.Invoke(notifications.Delay);
        await Task.Delay(notifications.Delay, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<HashSet<string>> SilentAsync(IEnumerable<KeyValuePair<ObjectName, PipeFacts>> pipes, CancellationToken cancellationToken)
    {
        HashSet<string> silent = new(StringComparer.Ordinal);
        foreach (string channel in pipes.Select(pipe => pipe.Value.Queue!).Distinct(StringComparer.Ordinal).Where(channel => !_told.Contains(channel)).ToList())
        {
            _ = await notifications.IsToldAsync(channel, cancellationToken).ConfigureAwait(false) ? _told.Add(channel) : silent.Add(channel);
        }
        return silent;
    }

    private async Task UnlabelAsync(SnowflakeSql sql, Dictionary<ObjectName, PipeFacts> pipes, IEnumerable<KeyValuePair<ObjectName, PipeFacts>> again, CancellationToken cancellationToken)
    {
        DbConnection connection = await snowflake.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            foreach ((ObjectName name, PipeFacts pipe) in again.Where(pipe => pipe.Value.Label.Length > 0))
            {
                await StatementRun.ExecuteAsync(connection, sql.UnlabelPipe(name, pipe.Unlabelled.Comment), null, cancellationToken).ConfigureAwait(false);
                pipes[name] = pipe.Unlabelled;
            }
        }
    }
}
