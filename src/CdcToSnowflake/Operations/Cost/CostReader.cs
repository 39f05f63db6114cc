using System.Data.Common;
using CdcToSnowflake.Operations.Cost.Reading;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Operations.Cost;

/// <summary>
/// Reads what an account cost, by warehouse, task, pipe, brand and statement, from the views of SNOWFLAKE.ACCOUNT_USAGE, and says what would cost less. Changes nothing. It asks a dozen questions on the session's
/// warehouse. The role needs the database roles USAGE_VIEWER, GOVERNANCE_VIEWER and OBJECT_VIEWER of SNOWFLAKE, and the right to see the warehouses (MONITOR or USAGE). The views lag: statements by up to 45 minutes, credits by
/// 3 hours, statements' credits by 8.
/// </summary>
/// <param name="account">The account, or the embedded Snowflake.</param>
/// <param name="sql">The generation for what is deployed: it knows the brands and the names.</param>
/// <param name="options">Prices, and how far to look; null for the defaults.</param>
public sealed class CostReader(DbDataSource account, SnowflakeSql sql, CostOptions? options = null)
{
    private readonly CostOptions _options = (options ?? new CostOptions()).Checked();

    /// <summary>Reads.</summary>
    /// <param name="period">The time that it is about.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was read, and what it advises.</returns>
    /// <exception cref="Warehouse.DeploymentException">Snowflake refused a question.</exception>
    public async Task<CostReport> ReadAsync(CostPeriod period, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(period);
        var connection = await account.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var facts = await new CostQuestions(connection, sql, period, _options).ReadAsync(cancellationToken).ConfigureAwait(false);
            return CostSums.Of(facts, sql, _options);
        }
    }
}
