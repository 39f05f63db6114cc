namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Everything that a reader shows, as texts, so that tests can compare it after the batch is gone.</summary>
internal static class DecodedRows
{
    /// <summary>The row changes of one schema.</summary>
    public static async Task<List<DecodedChange>> ReadAsync(IBinlogReader reader, string? schema = null, BinlogPosition? from = null)
    {
        var changes = new List<DecodedChange>();
        await foreach (var batch in reader.ReadAsync(from, TestContext.Current.CancellationToken))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows && (schema is null || batch.Table.Schema == schema))
                {
                    foreach (var change in batch.Rows)
                    {
                        changes.Add(new DecodedChange(
                            batch.Operation,
                            batch.Table,
                            batch.File,
                            batch.StartOffset,
                            batch.Transaction?.Gtid,
                            change.HasBefore ? TextVisitor.Texts(batch.Table, change.Before) : null,
                            change.HasAfter ? TextVisitor.Texts(batch.Table, change.After) : null));
                    }
                }
            }
        }

        return changes;
    }
}
