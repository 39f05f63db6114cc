using System.Data.Common;

namespace Quickstart.Display;

/// <summary>When RAW isn't as it should be: what the merging tasks said when they failed.</summary>
internal static class Trouble
{
    public static async Task PrintAsync(TextWriter output, DbDataSource snowflake, IEnumerable<string> databases, CancellationToken cancellationToken)
    {
        await using var connection = await snowflake.OpenConnectionAsync(cancellationToken);
        foreach (string database in databases)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"""
                SELECT "NAME", "ERROR_MESSAGE" FROM TABLE({database}.INFORMATION_SCHEMA.TASK_HISTORY())
                WHERE "STATE" LIKE 'FAILED%' AND "DATABASE_NAME" = '{database.Trim('"')}' ORDER BY "COMPLETED_TIME" DESC LIMIT 1
                """;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                await output.WriteLineAsync($"  The task {database}.{reader.GetString(0)} failed: {reader.GetValue(1).ToString()?.ReplaceLineEndings(" ")}");
            }
        }
    }
}
