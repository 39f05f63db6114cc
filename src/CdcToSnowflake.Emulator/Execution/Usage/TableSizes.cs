using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Information;

namespace CdcToSnowflake.Emulator.Execution.Usage;

/// <summary>How large the tables are now that statements have read; a table that is gone is empty. A micro-partition stands for 122,880 rows, which is DuckDB's row group.</summary>
internal sealed class TableSizes
{
    private const long RowsPerPartition = 122_880;

    private readonly Dictionary<long, TableObject> _tables;
    private readonly Dictionary<long, long> _rows;

    private TableSizes(Dictionary<long, TableObject> tables, Dictionary<long, long> rows) => (_tables, _rows) = (tables, rows);

    public static TableSizes Of(IEnumerable<QueryRecord> records, Session session)
    {
        var read = records.SelectMany(record => record.Tables).Distinct().Select(id => session.Catalog.ById<TableObject>(id)).OfType<TableObject>().ToDictionary(table => table.Id);
        return new TableSizes(read, RowCounts.Of(read.Values, session));
    }

    public TableObject? Table(long id) => _tables.GetValueOrDefault(id);

    public long Rows(long id) => _rows.GetValueOrDefault(id);

    public long Partitions(long id) => (Rows(id) + RowsPerPartition - 1) / RowsPerPartition;
}
