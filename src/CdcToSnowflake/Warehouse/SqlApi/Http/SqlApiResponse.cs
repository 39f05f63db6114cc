using CdcToSnowflake.Warehouse.SqlApi.Values;

namespace CdcToSnowflake.Warehouse.SqlApi.Http;

/// <summary>A response's body: any of the manual's ResultSet, QueryStatus, QueryFailureStatus and CancelStatus, which share their fields.</summary>
internal sealed class SqlApiResponse
{
    public string? Code { get; set; }

    public string? SqlState { get; set; }

    public string? Message { get; set; }

    public string? StatementHandle { get; set; }

    /// <summary>One for each statement of a request of several; else empty.</summary>
    public List<string> StatementHandles { get; } = [];

    public List<ResultColumn> Columns { get; } = [];

    public long RowCount { get; set; }

    /// <summary>At least 1, as the first partition comes with the response.</summary>
    public int Partitions { get; set; } = 1;

    /// <summary>The first partition, or the one that was asked for.</summary>
    public RowStore Rows { get; set; } = new();

    /// <summary>Rows that DML inserted, updated and deleted; null if stats told nothing.</summary>
    public long? Affected { get; set; }

    /// <summary>Snowflake's error number; 0 if there is none.</summary>
    public int Number => int.TryParse(Code, out var number) ? number : 0;
}
