using System.Data.Common;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse;

/// <summary>Has the bucket tell the pipes of new files, by the queues or topics that they listen to.</summary>
/// <param name="snowflake">The account.</param>
/// <param name="tell">Has the bucket tell a channel, by its ARN; says whether that had to be changed.</param>
internal sealed class PipeChannels(DbDataSource snowflake, Func<string, CancellationToken, Task<bool>> tell)
{
    // What a person changes at the bucket meanwhile shows at the next start.
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Has the bucket tell the channels that it wasn't seen to tell yet. A bucket that had to be changed was silent before, so the brands' pipes look once more at what is there.</summary>
    /// <param name="sql">The generation for what is deployed.</param>
    /// <param name="pipes">The account's pipes.</param>
    /// <param name="brands">The brands whose pipes matter: what another brand's bucket refuses is that brand's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task EnsureAsync(SnowflakeSql sql, IReadOnlyDictionary<ObjectName, PipeFacts> pipes, IReadOnlyCollection<string> brands, CancellationToken cancellationToken)
    {
        HashSet<ObjectName> schemas = [.. brands.Select(sql.StgOf)];
        bool wasSilent = false;
        foreach (string channel in pipes.Where(pipe => schemas.Contains(pipe.Key.Parent)).Select(pipe => pipe.Value.Queue).OfType<string>().Except(_told).Order(StringComparer.Ordinal).ToList())
        {
            wasSilent |= await tell(channel, cancellationToken).ConfigureAwait(false);
            _told.Add(channel);
        }
        if (wasSilent)
        {
            await RefreshAsync(sql, brands, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RefreshAsync(SnowflakeSql sql, IReadOnlyCollection<string> brands, CancellationToken cancellationToken)
    {
        DbConnection connection = await snowflake.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            foreach (string brand in brands)
            {
                foreach (SqlStatement refresh in sql.RefreshPipes(brand))
                {
                    await StatementRun.ExecuteAsync(connection, refresh, brand, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }
}
