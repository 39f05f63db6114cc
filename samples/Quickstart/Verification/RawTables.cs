using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Quickstart.Display;

namespace Quickstart.Verification;

/// <summary>Reads the mirror through the data source of Snowflake, as any of its users would.</summary>
internal sealed class RawTables(DbDataSource snowflake, WarehouseTables names)
{
    public async IAsyncEnumerable<string?[]> RowsAsync(string brand, StateTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await snowflake.OpenConnectionAsync(cancellationToken);
        var present = await ColumnsAsync(connection, names.Raw(brand, table.Schema, table.Name), cancellationToken);
        await using var command = connection.CreateCommand();
        // A column that the source was given after its last row is not in the log yet: for RAW it is NULL in every row.
        var columns = table.Columns.Select(c => c.Name.ToUpperInvariant()).Select(name => present.Contains(name) ? WarehouseTables.Quote(name) : "NULL");
        command.CommandText = $"SELECT {string.Join(", ", columns)} FROM {names.Raw(brand, table.Schema, table.Name)}";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new string?[table.Columns.Count];
        while (await reader.ReadAsync(cancellationToken))
        {
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = WarehouseValue.Canonical(table.Columns[i].Kind, reader.GetValue(i));
            }

            yield return row;
        }
    }

    public async Task<long> CountAsync(string brand, string schema, string table, CancellationToken cancellationToken)
    {
        await using var connection = await snowflake.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {names.Raw(brand, schema, table)}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task<HashSet<string>> ColumnsAsync(DbConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} WHERE FALSE";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }
}
