using System.Globalization;
using System.Runtime.CompilerServices;
using MySqlConnector;
using Quickstart.Verification;

namespace Quickstart.Sources;

/// <summary>
/// A live server's state: a SELECT of each table. Numbers, temporals and JSON are printed by the server; FLOAT and DOUBLE come over the binary protocol,
/// since their text would lose digits.
/// </summary>
internal sealed class MySqlState(MySqlDataSource server, Func<string, string, bool> takes, IReadOnlyDictionary<string, IReadOnlyList<string>> keys) : ISourceState
{
    private const string TablesSql = """
        SELECT c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE, COALESCE(k.ORDINAL_POSITION, 0)
        FROM information_schema.TABLES t
        JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
        LEFT JOIN information_schema.KEY_COLUMN_USAGE k
          ON k.TABLE_SCHEMA = c.TABLE_SCHEMA AND k.TABLE_NAME = c.TABLE_NAME AND k.COLUMN_NAME = c.COLUMN_NAME AND k.CONSTRAINT_NAME = 'PRIMARY'
        WHERE t.TABLE_TYPE = 'BASE TABLE' AND t.TABLE_SCHEMA NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
        ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION
        """;

    private readonly Dictionary<StateTable, string> _selects = [];

    public async Task<IReadOnlyList<StateTable>> TablesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await server.OpenConnectionAsync(cancellationToken);
        await using var command = new MySqlCommand(TablesSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new List<(string Schema, string Table, string Name, string Type, int Place)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), Convert.ToInt32(reader.GetValue(4), CultureInfo.InvariantCulture)));
        }

        _selects.Clear();
        foreach (var table in columns.GroupBy(c => (c.Schema, c.Table)).Where(t => takes(t.Key.Schema, t.Key.Table)))
        {
            var all = table.ToList();
            int[] key = keys.TryGetValue($"{table.Key.Schema}.{table.Key.Table}", out var named)
                ? [.. named.Select(n => all.FindIndex(c => c.Name.Equals(n, StringComparison.OrdinalIgnoreCase))).Where(i => i >= 0)]
                : [.. Enumerable.Range(0, all.Count).Where(i => all[i].Place > 0).OrderBy(i => all[i].Place)];
            var found = new StateTable(table.Key.Schema, table.Key.Table, [.. all.Select(c => StateColumn.Of(c.Name, c.Type))], key.Length > 0 ? key : [.. Enumerable.Range(0, all.Count)]);
            _selects[found] = $"SELECT {string.Join(", ", all.Zip(found.Columns, (c, column) => Printed(column.Kind, c.Type, Quote(c.Name))))} FROM {Quote(found.Schema)}.{Quote(found.Name)}";
        }

        return [.. _selects.Keys];
    }

    public async IAsyncEnumerable<string?[]> RowsAsync(StateTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await server.OpenConnectionAsync(cancellationToken);
        await using (var session = new MySqlCommand("SET NAMES utf8mb4, time_zone = '+00:00', sql_mode = ''", connection))
        {
            await session.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = new MySqlCommand(_selects[table], connection) { CommandTimeout = 0 };
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new string?[table.Columns.Count];
        while (await reader.ReadAsync(cancellationToken))
        {
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.GetValue(i) switch
                {
                    DBNull => null,
                    float number => SourceText.Double(number),
                    double number => SourceText.Double(number),
                    var value => (string)value,
                };
            }

            yield return row;
        }
    }

    private static string Printed(ColumnKind kind, string type, string name) => kind switch
    {
        ColumnKind.Floating or ColumnKind.Text => name,
        ColumnKind.Binary or ColumnKind.Geometry or ColumnKind.Vector => $"HEX({name})",
        ColumnKind.Integer when type.StartsWith("bit", StringComparison.OrdinalIgnoreCase) => $"CAST(CAST({name} AS UNSIGNED) AS CHAR)",
        _ => $"CAST({name} AS CHAR)",
    };

    private static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
}
