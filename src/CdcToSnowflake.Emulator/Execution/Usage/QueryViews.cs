using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Usage;

/// <summary>QUERY_HISTORY and QUERY_ATTRIBUTION_HISTORY. What is not measured here is 0 or NULL.</summary>
internal static class QueryViews
{
    // "QUERY_ATTRIBUTION_HISTORY view": shorter queries are too short for attribution.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    public static Relation History(Session session, IReadOnlyList<QueryRecord> records) => History(session, records, TableSizes.Of(records, session));

    private static Relation History(Session session, IReadOnlyList<QueryRecord> records, TableSizes sizes) => UsageRelation.Of(
        """
        query_id query_text database_name schema_name query_type session_id:n user_name role_name warehouse_id:n warehouse_name warehouse_size warehouse_type cluster_number:n query_tag
        execution_status error_code:n error_message start_time:t end_time:t total_elapsed_time:n bytes_scanned:n percentage_scanned_from_cache:f bytes_written:n rows_produced:n
        rows_inserted:n rows_updated:n rows_deleted:n partitions_scanned:n partitions_total:n bytes_spilled_to_local_storage:n bytes_spilled_to_remote_storage:n compilation_time:n
        execution_time:n queued_provisioning_time:n queued_repair_time:n queued_overload_time:n transaction_blocked_time:n credits_used_cloud_services:c role_type query_hash
        query_hash_version:n query_parameterized_hash query_parameterized_hash_version:n
        """,
        records.Select(record =>
        {
            var elapsed = (long)(record.End - record.Start).TotalMilliseconds;
            var partitions = record.Tables.Sum(sizes.Partitions);
            return new object?[]
            {
                record.Id, record.Text, record.Database, record.Schema, record.Type, record.SessionId, session.Facts().User, record.Role, record.WarehouseId, record.Warehouse,
                record.WarehouseSize, record.Warehouse is null ? null : "STANDARD", record.Warehouse is null ? null : 1L, record.Tag, record.ErrorCode is null ? "success" : "fail",
                record.ErrorCode, record.ErrorMessage, record.Start, record.End, elapsed, 0L, 0.0, 0L, record.Rows.Values.Sum(), record.Rows.GetValueOrDefault("inserted"),
                record.Rows.GetValueOrDefault("updated"), record.Rows.GetValueOrDefault("deleted"), partitions, partitions, 0L, 0L, 0L, elapsed, 0L, 0L, 0L, 0L, 0m, "ROLE",
                QueryTypes.Hash(record.Text, parameterized: false), 1L, QueryTypes.Hash(record.Text, parameterized: true), 1L,
            };
        }));

    public static Relation Attribution(Session session, IReadOnlyList<QueryRecord> records)
    {
        var parents = records.ToDictionary(record => record.Id, record => record.ParentId);
        return UsageRelation.Of(
            """
            query_id parent_query_id root_query_id warehouse_id:n warehouse_name query_hash query_parameterized_hash query_tag user_name start_time:t end_time:t
            credits_attributed_compute:f credits_used_query_acceleration:f
            """,
            records.Where(record => record.Warehouse is not null && record.End - record.Start > Shortest).Select(record => new object?[]
            {
                record.Id, record.ParentId, Root(record, parents), record.WarehouseId, record.Warehouse, QueryTypes.Hash(record.Text, parameterized: false),
                QueryTypes.Hash(record.Text, parameterized: true), record.Tag, session.Facts().User, record.Start, record.End, record.Credits, null,
            }));
    }

    private static string? Root(QueryRecord record, Dictionary<string, string?> parents)
    {
        var root = record.ParentId;
        while (root is not null && parents.TryGetValue(root, out var next) && next is not null)
        {
            root = next;
        }

        return root;
    }
}
