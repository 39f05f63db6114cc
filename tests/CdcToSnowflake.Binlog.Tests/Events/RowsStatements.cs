namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>Each rows event's table and the statement logged for it.</summary>
internal static class RowsStatements
{
    /// <summary>Reads to the end, or to a statement that starts with DROP DATABASE.</summary>
    public static async Task<List<string>> ReadAsync(IBinlogReader reader, BinlogPosition? from = null)
    {
        var statements = new List<string>();
        await foreach (var batch in reader.ReadAsync(from, TestContext.Current.CancellationToken))
        {
            while (batch.Read())
            {
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    statements.Add($"{batch.Table.Name} {batch.RowsQuery ?? "(none)"}");
                }
                else
                {
                    Assert.Null(batch.RowsQuery);
                    if (batch.QueryText.StartsWith("DROP DATABASE", StringComparison.Ordinal))
                    {
                        return statements;
                    }
                }
            }
        }

        return statements;
    }
}
