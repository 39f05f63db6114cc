using System.IO.Enumeration;
using CdcToSnowflake.Model;
using MySqlConnector;
using SqlOnly.Arguments;

namespace SqlOnly.Models;

/// <summary>A model of one brand, as a server's information_schema has it now.</summary>
internal static class LiveModel
{
    // MariaDB's VECTOR is a VARBINARY to its binlog.
    private const string Columns = """
        SELECT c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME, IF(c.DATA_TYPE = 'vector' AND VERSION() LIKE '%MariaDB%', 'varbinary', c.DATA_TYPE), c.COLUMN_TYPE, c.IS_NULLABLE = 'YES', c.CHARACTER_MAXIMUM_LENGTH, c.NUMERIC_PRECISION, c.NUMERIC_SCALE, c.DATETIME_PRECISION
        FROM information_schema.COLUMNS AS c
        JOIN information_schema.TABLES AS t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME AND t.TABLE_TYPE = 'BASE TABLE'
        WHERE c.TABLE_SCHEMA NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')
        ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION
        """;

    private const string Keys = "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME FROM information_schema.STATISTICS WHERE INDEX_NAME = 'PRIMARY' ORDER BY TABLE_SCHEMA, TABLE_NAME, SEQ_IN_INDEX";

    public static async Task<WarehouseModel> ReadAsync(SqlOnlyArguments arguments)
    {
        var connection = Connection(arguments.Source!);
        await using (connection)
        {
            await connection.OpenAsync();
            var keys = (await RowsAsync(connection, Keys, row => (Table: (row.GetString(0), row.GetString(1)), Column: row.GetString(2)))).ToLookup(row => row.Table, row => row.Column);
            var columns = (await RowsAsync(connection, Columns, row => (Table: (row.GetString(0), row.GetString(1)), Column: LiveColumn.Of(row)))).ToLookup(row => row.Table, row => row.Column);
            SourceTable[] tables = [.. columns.Where(table => Includes(arguments, table.Key)).Select(table => TableOf(table.Key, [.. table], [.. keys[table.Key]], arguments))];
            RefuseUnknown(arguments.Keys.Keys, tables);
            return tables.Length > 0
                ? new WarehouseModel([new BrandModel(arguments.Brand!, Folder(arguments), tables)])
                : throw new UsageException("--source has no table that is to be taken. Look at --tables, and at what the user may see.");
        }
    }

    private static MySqlConnection Connection(string text)
    {
        try
        {
            return new MySqlConnection(new MySqlConnectionStringBuilder(text).ConnectionString);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--source isn't a connection string: {e.Message}", e);
        }
    }

    private static async Task<List<T>> RowsAsync<T>(MySqlConnection connection, string sql, Func<MySqlDataReader, T> read)
    {
        await using var command = new MySqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    // The key as capture has it: part of the shape, and so of the folder that pipes read.
    private static SourceTable TableOf((string Schema, string Name) name, SourceColumn[] columns, string[] primaryKey, SqlOnlyArguments arguments)
    {
        if (Matches(arguments.AppendOnly, name))
        {
            return new SourceTable(name.Schema, name.Name, columns, []) { IsAppendOnly = true };
        }

        var key = arguments.Keys.TryGetValue($"{name.Schema}.{name.Name}", out var named)
            ? [.. named.Select(wanted => columns.FirstOrDefault(column => column.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))?.Name ?? throw new UsageException($"--key {name.Schema}.{name.Name} names the column {wanted}, which it doesn't have."))]
            : primaryKey;
        return key.Length > 0
            ? new SourceTable(name.Schema, name.Name, columns, key)
            : throw new UsageException($"{name.Schema}.{name.Name} has no primary key. Say with --key {name.Schema}.{name.Name}=COLUMN,COLUMN what identifies a row, with --append-only {name.Schema}.{name.Name} that it is a log, or leave it out with --tables.");
    }

    private static void RefuseUnknown(IEnumerable<string> keys, SourceTable[] tables)
    {
        if (keys.Except(tables.Select(table => $"{table.Schema}.{table.Name}")).FirstOrDefault() is { } unknown)
        {
            throw new UsageException($"--key {unknown} is none of the tables that are taken.");
        }
    }

    private static bool Includes(SqlOnlyArguments arguments, (string Schema, string Table) name) =>
        (arguments.Tables.Count == 0 || Matches(arguments.Tables, name)) && (arguments.Table is not { } only || only == name);

    private static bool Matches(IEnumerable<(string Schema, string Table)> patterns, (string Schema, string Table) name) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern.Schema, name.Schema) && FileSystemName.MatchesSimpleExpression(pattern.Table, name.Table));

    private static string Folder(SqlOnlyArguments arguments) => (arguments.StageUrl!.EndsWith('/') ? arguments.StageUrl : arguments.StageUrl + "/") + StorePath.Brand(arguments.Brand!);
}
