using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>A request for rows of a table that waits, or is being answered.</summary>
/// <param name="Name">The table.</param>
/// <param name="Id">Its id.</param>
/// <param name="Broken">How many readings in turn found another definition than they began with.</param>
internal sealed record RowRequest(TableName Name, string Id, int Broken = 0);
