using System.Data.Common;
using CdcToSnowflake.Operations.Completeness;
using CdcToSnowflake.Operations.Lag;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Operations.Flow;

/// <summary>
/// Looks at a brand's way from its source to CI, from what is recorded on it: manifests in the store, COPY_HISTORY, TASK_HISTORY and the merge's progress in the account. Changes nothing. Each look asks a few
/// questions: three, one for each fifty tables that changed lately, and one for each fifty of which no run of CI's merge tells that it has come there; they need a running warehouse.
/// </summary>
/// <param name="store">Where the cuts are.</param>
/// <param name="account">The account, or the embedded Snowflake.</param>
/// <param name="sql">The generation for what is deployed: it knows the names.</param>
/// <param name="options">How far to look; null for the defaults.</param>
public sealed class BrandFlow(IObjectStore store, DbDataSource account, SnowflakeSql sql, FlowOptions? options = null)
{
    private readonly FlowOptions _options = (options ?? new FlowOptions()).Checked();

    /// <summary>Looks.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was seen.</returns>
    /// <exception cref="FlowException">The brand isn't in the account.</exception>
    /// <exception cref="StorageException">The store failed.</exception>
    /// <exception cref="Warehouse.DeploymentException">Snowflake refused a question.</exception>
    public Task<FlowReport> LookAsync(string brand, CancellationToken cancellationToken = default) => LookAsync(brand, new FlowMemory(), cancellationToken);

    /// <summary>Looks, and asks nothing that earlier looks have told for good.</summary>
    internal async Task<FlowReport> LookAsync(string brand, FlowMemory memory, CancellationToken cancellationToken)
    {
        var facts = await new FlowReader(store, account, sql, _options, memory).ReadAsync(brand, cancellationToken).ConfigureAwait(false);
        return new FlowReport(brand, facts.Now, facts.MergedCut, LagReading.Of(facts), CompletenessReading.Of(facts), HoleSearch.Of(facts, _options))
        {
            Silence = facts.SinceLastCut > _options.Silence ? facts.SinceLastCut : TimeSpan.Zero,
        };
    }
}
