using System.Data.Common;
using CdcToSnowflake.Operations.Cost;

namespace OwnerApp.Accounts;

/// <summary>Asks the warehouse as somebody: what a role may not see, no question brings.</summary>
internal interface IRoleConnections
{
    /// <summary>The application's own way in.</summary>
    DbDataSource Own { get; }

    /// <summary>How old an answer may be: what asking costs decides.</summary>
    TimeSpan Fresh { get; }

    /// <summary>The last time of a length of which the account's usage views know all.</summary>
    CostPeriod LastKnown(TimeSpan length, TimeProvider clock);

    /// <summary>Opens a connection whose session has a role as its primary one; null for the application's own.</summary>
    Task<DbConnection> OpenAsync(string? role, CancellationToken cancellationToken);
}
