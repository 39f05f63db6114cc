using System.Data.Common;
using System.Globalization;
using Spectre.Console;

namespace Quickstart.Display;

/// <summary>Prints how many rows each table has in STG, RAW and CI, by brand.</summary>
internal static class LayerCounts
{
    // A schema of thousands of tables would bury the verdict.
    private const int MostTables = 40;

    public static async Task PrintAsync(
        IAnsiConsole console, DbDataSource snowflake, WarehouseTables names, IReadOnlyList<(string Brand, string Schema, string Table)> tables, CancellationToken cancellationToken)
    {
        await using var connection = await snowflake.OpenConnectionAsync(cancellationToken);
        var output = new Table { Border = TableBorder.Simple, Title = new TableTitle("Rows by layer (STG: every change)") };
        output.AddColumns("Table", "Brand");
        foreach (string layer in (string[])["STG", "RAW", "CI"])
        {
            output.AddColumn(new TableColumn(layer).RightAligned());
        }

        foreach (var (brand, schema, table) in tables.OrderBy(t => t.Schema, StringComparer.Ordinal).ThenBy(t => t.Table, StringComparer.Ordinal).ThenBy(t => t.Brand, StringComparer.Ordinal).Take(MostTables))
        {
            output.AddRow(
                Markup.Escape($"{schema}.{table}"),
                Markup.Escape(brand),
                await CountAsync(connection, names.Stg(brand, schema, table), cancellationToken),
                await CountAsync(connection, names.Raw(brand, schema, table), cancellationToken),
                await CountAsync(connection, $"{names.Ci(schema, table)} WHERE \"BRAND_ID\" = '{brand}'", cancellationToken));
        }

        console.Write(output);
        if (tables.Count > MostTables)
        {
            console.WriteLine($"… and {tables.Count - MostTables} more.");
        }
    }

    private static async Task<string> CountAsync(DbConnection connection, string from, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {from}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture);
    }
}
