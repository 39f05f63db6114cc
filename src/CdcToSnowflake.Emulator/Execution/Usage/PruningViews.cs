using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Usage;

/// <summary>TABLE_QUERY_PRUNING_HISTORY. Nothing is pruned here, and what matched is not measured: as of a filter that can't be pushed down, all rows count as matched, of the tables as large as they are now.</summary>
internal static class PruningViews
{
    public static Relation Tables(Session session, IReadOnlyList<QueryRecord> records)
    {
        var sizes = TableSizes.Of(records, session);
        var rows = records
            .SelectMany(record => record.Tables.Select(sizes.Table).OfType<TableObject>().Select(table => (Record: record, Table: table)))
            .GroupBy(read => (
                Hour: new DateTimeOffset(read.Record.End.UtcTicks - (read.Record.End.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero), read.Table, read.Record.WarehouseId, read.Record.Warehouse,
                Hash: QueryTypes.Hash(read.Record.Text, parameterized: false), Parameterized: QueryTypes.Hash(read.Record.Text, parameterized: true)));
        return UsageRelation.Of(
            """
            interval_start_time:t interval_end_time:t table_id:n table_name schema_id:n schema_name database_id:n database_name warehouse_id:n warehouse_name query_hash query_parameterized_hash num_queries:n
            aggregate_query_elapsed_time:n aggregate_query_compilation_time:n aggregate_query_execution_time:n partitions_scanned:n partitions_pruned:n rows_scanned:n rows_pruned:n rows_matched:n
            """,
            rows.Select(group =>
            {
                var (count, table) = ((long)group.Count(), group.Key.Table);
                var elapsed = group.Sum(read => (long)(read.Record.End - read.Record.Start).TotalMilliseconds);
                return new object?[]
                {
                    group.Key.Hour, group.Key.Hour.AddHours(1), table.Id, table.Name, null, table.Schema, null, table.Database, group.Key.WarehouseId, group.Key.Warehouse, group.Key.Hash, group.Key.Parameterized, count,
                    elapsed, 0L, elapsed, count * sizes.Partitions(table.Id), 0L, count * sizes.Rows(table.Id), 0L, count * sizes.Rows(table.Id),
                };
            }));
    }
}
