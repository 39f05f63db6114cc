using System.Data.Common;

namespace CostReport.Demo;

/// <summary>The statements of the made-up days, from files beside this one.</summary>
internal static class DemoSql
{
    public static async Task RunAsync(DbConnection connection, string name)
    {
        using var reader = new StreamReader(typeof(DemoSql).Assembly.GetManifestResourceStream($"CostReport.Demo.{name}.sql")!);
        foreach (var statement in (await reader.ReadToEndAsync()).Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
            }
        }
    }
}
