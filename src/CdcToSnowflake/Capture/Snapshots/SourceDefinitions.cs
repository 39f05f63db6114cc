using System.Globalization;
using CdcToSnowflake.Capture.Statements;
using MySqlConnector;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Asks a server which tables it has and how they are defined.</summary>
internal static class SourceDefinitions
{
    private const string Tables = "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_ROWS FROM information_schema.TABLES WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY TABLE_SCHEMA, TABLE_NAME";

    private const string Rows = "SELECT TABLE_ROWS FROM information_schema.TABLES WHERE ";

    private const string Versioned = "SELECT 1 FROM information_schema.TABLES WHERE TABLE_TYPE = 'SYSTEM VERSIONED' AND ";

    private const string Columns = "SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE, COALESCE(CHARACTER_MAXIMUM_LENGTH, 0), CHARACTER_SET_NAME FROM information_schema.COLUMNS WHERE ";

    private const string Indexes = "SELECT INDEX_NAME, COLUMN_NAME, SUB_PART FROM information_schema.STATISTICS WHERE NON_UNIQUE = 0 AND ";

    /// <summary>All tables with an estimate of their rows, null where the server has none.</summary>
    public static async Task<List<(TableName Name, long? Rows)>> TablesAsync(SourceSession session, CancellationToken cancellationToken) =>
        [.. (await session.QueryAsync(Tables, cancellationToken).ConfigureAwait(false)).Select(row => (new TableName(row[0]!, row[1]!), Number(row[2])))];

    /// <summary>An estimate of a table's rows; null where the server has none.</summary>
    public static async Task<long?> RowsAsync(SourceSession session, TableName name, CancellationToken cancellationToken) =>
        (await session.QueryAsync($"{Rows}{Where(name)}", cancellationToken).ConfigureAwait(false)) is [[var rows]] ? Number(rows) : null;

    /// <summary>A table's definition; null if there is none, or none that the account may see.</summary>
    /// <exception cref="NotSupportedException">A column's type isn't known, or the table has rows that a SELECT doesn't show; the message names the remedy.</exception>
    public static async Task<QueriedTable?> FindAsync(SourceSession session, TableName name, CancellationToken cancellationToken)
    {
        var table = await ReadAsync(session, name, cancellationToken).ConfigureAwait(false);

        // One that came or went between the two questions looks as if it had no key.
        return table is { Indexes.Count: 0 } ? await ReadAsync(session, name, cancellationToken).ConfigureAwait(false) : table;
    }

    /// <summary>Whether there is such a table: information_schema doesn't tell, as it has only what the account has rights to.</summary>
    /// <exception cref="MySqlException">The account may not know.</exception>
    public static async Task<bool> IsThereAsync(SourceSession session, TableName name, CancellationToken cancellationToken)
    {
        try
        {
            await session.QueryAsync($"SELECT 1 FROM {SourceSql.Quote(name.Schema, name.Table)} LIMIT 0", cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownDatabase)
        {
            return false;
        }
    }

    private static async Task<QueriedTable?> ReadAsync(SourceSession session, TableName name, CancellationToken cancellationToken)
    {
        var where = Where(name);
        var columns = await session.QueryAsync($"{Columns}{where} ORDER BY ORDINAL_POSITION", cancellationToken).ConfigureAwait(false);
        if (columns.Count == 0)
        {
            return null;
        }

        if (session.IsMariaDb && (await session.QueryAsync($"{Versioned}{where}", cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            throw new NotSupportedException(
                $"{name} is system-versioned: its log has each old version as a row of its own, by a key with the version's end, and what is read of it is the newest version alone. Leave it out by CaptureOptions.ExcludedTables, or take its changes alone by CaptureOptions.AppendOnlyTables, without SnapshotOptions.ReadsAppendOnlyTables.");
        }

        var indexes = await session.QueryAsync($"{Indexes}{where} ORDER BY INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX", cancellationToken).ConfigureAwait(false);
        return new QueriedTable(
            name.Schema,
            name.Table,
            [.. columns.Select(row => Column(session, name, new SchemaRow(row[0]!, row[1]!, row[2]!, row[3] == "YES", long.Parse(row[4]!, CultureInfo.InvariantCulture), row[5])))],
            [.. indexes.GroupBy(row => row[0]).Select(index => new UniqueIndex(index.Key == "PRIMARY", index.All(part => part[1] is not null && part[2] is null), [.. index.Select(part => part[1] ?? "")]))]);
    }

    private static string Where(TableName name) => $"TABLE_SCHEMA = {SourceSql.Text(name.Schema)} AND TABLE_NAME = {SourceSql.Text(name.Table)}";

    private static long? Number(string? text) => text is null ? null : long.Parse(text, CultureInfo.InvariantCulture);

    private static QueriedColumn Column(SourceSession session, TableName table, SchemaRow row) => QueriedTypes.Of(row, session.IsMariaDb)
        ?? throw new NotSupportedException($"{table}, column {row.Name}: its type {row.ColumnType} isn't known. Leave the table out by CaptureOptions.ExcludedTables.");
}
