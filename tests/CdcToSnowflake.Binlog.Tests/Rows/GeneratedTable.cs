using System.Globalization;
using System.Text;
using CdcToSnowflake.TestServers;
using CsCheck;
using MySqlConnector;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>A table of generated columns, rows of SQL literals for it, and per row what an UPDATE sets (null = not that column).</summary>
internal sealed record GeneratedTable(GeneratedColumn[] Columns, string[][] Rows, string?[][] Changes)
{
    public static Gen<GeneratedTable> Of(Gen<GeneratedColumn> column) =>
        from columns in column.Array[1, 30]
        from rows in Gen.OneOf(RowOf(columns), RowOf(columns), Gen.Const(columns.Select(_ => "NULL").ToArray())).Array[1, 8]
        from changes in ChangeOf(columns).Array[rows.Length]
        select new GeneratedTable(columns, rows, changes);

    /// <summary>Fills the table <c>a</c> of a new database.</summary>
    public string Inserts(string database)
    {
        var sql = new StringBuilder();
        sql.Append(CultureInfo.InvariantCulture, $"SET sql_mode = ''; SET time_zone = '+00:00'; DROP DATABASE IF EXISTS {database}; CREATE DATABASE {database}; USE {database};");
        sql.Append("CREATE TABLE a (id INT PRIMARY KEY");
        for (var c = 0; c < Columns.Length; c++)
        {
            sql.Append(CultureInfo.InvariantCulture, $", c{c} {Columns[c].Type}");
        }

        sql.Append(") ROW_FORMAT=DYNAMIC;");
        for (var r = 0; r < Rows.Length; r++)
        {
            sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO a VALUES ({r}, {string.Join(", ", Rows[r])});");
        }

        return sql.ToString();
    }

    /// <summary>Changes rows, each by a statement of its own.</summary>
    public string Updates()
    {
        var sql = new StringBuilder();
        for (var r = 0; r < Changes.Length; r++)
        {
            var sets = Changes[r].Select((value, c) => value is null ? null : $"c{c} = {value.Replace(GeneratedColumn.Name, $"c{c}", StringComparison.Ordinal)}").OfType<string>().ToList();
            if (sets.Count > 0)
            {
                sql.Append(CultureInfo.InvariantCulture, $"UPDATE a SET {string.Join(", ", sets)} WHERE id = {r};");
            }
        }

        return sql.ToString();
    }

    /// <summary>Deletes every other row, each by a statement of its own: the servers' tools print a statement's rows after all of its events.</summary>
    public string Deletes() => string.Concat(Enumerable.Range(0, Rows.Length).Where(r => r % 2 == 0).Select(r => string.Create(CultureInfo.InvariantCulture, $"DELETE FROM a WHERE id = {r};")));

    /// <summary>What the server says the rows are, by id.</summary>
    public async Task<List<string?[]>> SelectAsync(DatabaseServer server, string database, bool hasNames)
    {
        await using var connection = await server.OpenAsync(database);
        await using var command = new MySqlCommand($"SET time_zone = '+00:00'; SELECT CAST(id AS CHAR){string.Concat(Columns.Select((c, i) => ", " + c.Expression($"c{i}", hasNames)))} FROM a ORDER BY id", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?[]>();
        while (await reader.ReadAsync())
        {
            var row = new string?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i) is double number ? number.ToString("R", CultureInfo.InvariantCulture) : reader.GetString(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    private static Gen<string[]> RowOf(GeneratedColumn[] columns) =>
        Gen.Int[0, 9].Array[columns.Length].SelectMany(dice => Sequence([.. columns.Select((c, i) => dice[i] == 0 ? Gen.Const("NULL") : c.Literal)]));

    private static Gen<string?[]> ChangeOf(GeneratedColumn[] columns) =>
        Gen.Int[0, 9].Array[columns.Length].SelectMany(dice => Sequence([.. columns.Select((c, i) => dice[i] < 5 ? Gen.Const("") : dice[i] == 5 ? Gen.Const("NULL") : c.Change)])
            .Select(values => values.Select(v => v.Length == 0 ? null : v).ToArray()));

    private static Gen<string[]> Sequence(Gen<string>[] gens) => gens.Aggregate(Gen.Const(Array.Empty<string>()), (all, next) => all.SelectMany(a => next.Select(n => (string[])[.. a, n])));
}
