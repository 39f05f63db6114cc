namespace CdcToSnowflake.Capture;

/// <summary>Tells a table's column names where the binlog doesn't have them (<c>binlog_row_metadata=MINIMAL</c>).</summary>
public interface ISchemaSource
{
    /// <summary>The table as it is now.</summary>
    /// <param name="schema">The schema's name.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The table, or null if there is none.</returns>
    Task<SchemaTable?> FindAsync(string schema, string table, CancellationToken cancellationToken);
}
