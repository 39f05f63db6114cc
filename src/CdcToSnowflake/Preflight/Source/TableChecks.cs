using System.Text.RegularExpressions;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using MySqlConnector;

namespace CdcToSnowflake.Preflight.Source;

/// <summary>The tables that the capture would take.</summary>
internal sealed partial class TableChecks(SourceServer source, CaptureOptions options)
{
    /// <summary>The schemas that are the server's own, as a list in SQL.</summary>
    public const string OwnSchemas = "('mysql', 'sys', 'performance_schema', 'information_schema')";

    // As the server's error log says of them: a rollback leaves their rows.
    private static readonly string[] Transactional = ["InnoDB", "RocksDB", "ROCKSDB", "ndbcluster", "TokuDB"];

    private static readonly HashSet<string> KnownTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "bit", "year", "time", "date", "datetime", "timestamp",
        "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "enum", "set", "json", "vector",
        "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection", "geomcollection", "uuid", "inet4", "inet6",
    };

    private readonly ColumnTreatments _treatments = new(options);

    public async Task RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        var tables = await ListAsync(source, options, cancellationToken).ConfigureAwait(false);
        if (tables.Count == 0)
        {
            findings.Fail(
                "tables",
                $"none that the account can see matches {string.Join(", ", options.Taken)}",
                $"GRANT SELECT ON *.* TO {source.Grantee}; (what may not be read is invisible), or correct CaptureOptions.Tables.");
            return;
        }

        findings.Pass("tables", $"{tables.Count} match");
        await ReadableAsync(source, tables.Keys, findings, cancellationToken).ConfigureAwait(false);
        var columns = (await source.AskAsync(
            $"SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, IS_NULLABLE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA NOT IN {OwnSchemas} ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION", cancellationToken).ConfigureAwait(false))
            .Where(row => tables.ContainsKey((row[0]!, row[1]!))).ToList();
        await new KeyChecks(source, options).RunAsync([.. tables.Keys], columns.ToLookup(row => (row[0]!, row[1]!), row => (row[2]!, row[4] == "YES")), findings, cancellationToken).ConfigureAwait(false);
        Columns(columns, findings);
        await CascadesAsync(tables, findings, cancellationToken).ConfigureAwait(false);
        var others = tables.Where(table => !Transactional.Contains(table.Value)).ToList();
        if (others.Count > 0)
        {
            findings.Warn("engines", $"without transactions, what a failed statement left behind is logged and captured: {Findings.Some([.. others.Select(table => $"{Name(table.Key)} ({table.Value})")])}", $"ALTER TABLE {Quoted(others[0].Key)} ENGINE = InnoDB;");
        }
    }

    /// <summary>The tables that the account can see and the options take, with their engines.</summary>
    public static async Task<Dictionary<(string Schema, string Table), string>> ListAsync(SourceServer source, CaptureOptions options, CancellationToken cancellationToken)
    {
        var found = await source.AskAsync(
            $"SELECT TABLE_SCHEMA, TABLE_NAME, ENGINE FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA NOT IN {OwnSchemas} ORDER BY TABLE_SCHEMA, TABLE_NAME", cancellationToken).ConfigureAwait(false);
        return found.Where(row => options.Includes(row[0]!, row[1]!)).ToDictionary(row => (row[0]!, row[1]!), row => row[2] ?? "");
    }

    /// <summary>A table's name for people.</summary>
    public static string Name((string Schema, string Table) table) => $"{table.Schema}.{table.Table}";

    /// <summary>A table's name for SQL.</summary>
    public static string Quoted((string Schema, string Table) table) => $"{Quoted(table.Schema)}.{Quoted(table.Table)}";

    /// <summary>A name for SQL.</summary>
    public static string Quoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>Says of tables whether the account may read them.</summary>
    public static async Task ReadableAsync(SourceServer source, IEnumerable<(string Schema, string Table)> tables, Findings findings, CancellationToken cancellationToken)
    {
        List<(string, string)> unreadable = [];
        foreach (var table in tables)
        {
            try
            {
                await source.AskAsync($"SELECT 1 FROM {Quoted(table)} LIMIT 0", cancellationToken).ConfigureAwait(false);
            }
            catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied)
            {
                unreadable.Add(table);
            }
        }

        if (unreadable.Count > 0)
        {
            findings.Fail("SELECT", $"the account may not read {Findings.Some([.. unreadable.Select(Name)])}", $"GRANT SELECT ON {Quoted(unreadable[0])} TO {source.Grantee}; and so for the others.");
        }
        else
        {
            findings.Pass("SELECT", "all can be read");
        }
    }

    private void Columns(List<string?[]> columns, Findings findings)
    {
        static string ColumnName(string?[] row) => $"{row[0]}.{row[1]}.{row[2]}";
        TreatedColumns(columns.GroupBy(row => (row[0]!, row[1]!), row => row[2]!), findings);
        columns.RemoveAll(row => _treatments.Of(row[0]!, row[1]!, row[2]!) == ColumnTreatment.Drop);
        var unknown = columns.Where(row => !KnownTypes.Contains(row[3]!)).Select(row => $"{ColumnName(row)} ({row[3]})").ToList();
        var reserved = columns.Where(row => MetaColumn.IsReserved(row[2]!)).Select(ColumnName).ToList();
        var vectors = source.IsMariaDb || source.Setting("binlog_row_metadata") == "FULL" ? [] : columns.Where(row => row[3] == "vector").Select(ColumnName).ToList();
        if (unknown.Count > 0)
        {
            findings.Fail("column types", $"not supported: {Findings.Some(unknown)}", "Leave the tables out with CaptureOptions.ExcludedTables, or change the columns' types.");
        }

        if (reserved.Count > 0)
        {
            findings.Fail("column names", $"named like columns that are added to each row: {Findings.Some(reserved)}", "Rename them at the source, or leave the tables out.");
        }

        if (vectors.Count > 0)
        {
            findings.Fail("column types", $"a VECTOR's dimension is logged with full metadata only: {Findings.Some(vectors)}", source.Set("binlog_row_metadata", "FULL"));
        }

        if (unknown.Count + reserved.Count + vectors.Count == 0)
        {
            findings.Pass("columns", $"{columns.Count}, all of types and names that can be taken");
        }
    }

    private void TreatedColumns(IEnumerable<IGrouping<(string Schema, string Table), string>> tables, Findings findings)
    {
        var missing = tables.Select(table => (table.Key, Column: _treatments.Unmatched(table.Key.Schema, table.Key.Table, [.. table]))).Where(table => table.Column is not null).ToList();
        if (missing.Count > 0)
        {
            findings.Fail(
                "personal data",
                $"to be left out or hashed, but not there: {Findings.Some([.. missing.Select(column => $"{Name(column.Key)}.{column.Column}")])}",
                "Correct the names in CaptureOptions.DroppedColumns and HashedColumns; a column that comes later can be named with a wildcard.");
        }
    }

    // MySQL's release notes 9.6: foreign keys moved to the server's layer, and what they change is logged. Before, and in MariaDB, InnoDB changes the rows by itself.
    private async Task CascadesAsync(Dictionary<(string Schema, string Table), string> tables, Findings findings, CancellationToken cancellationToken)
    {
        if (!source.IsMariaDb && source.Numbers >= new Version(9, 6))
        {
            return;
        }

        // REFERENTIAL_CONSTRAINTS would show nothing to an account that may only read.
        List<string> keys = [];
        foreach (var table in tables.Keys)
        {
            var definition = (await source.AskAsync($"SHOW CREATE TABLE {Quoted(table)}", cancellationToken).ConfigureAwait(false))[0][1]!;
            keys.AddRange(definition.Split('\n').Select(line => ActingKey().Match(line)).Where(match => match.Success).Select(match => $"{Name(table)}.{match.Groups[1].Value}"));
        }

        if (keys.Count > 0)
        {
            findings.Warn(
                "foreign keys",
                $"rows that they delete or change by CASCADE or SET NULL are not logged by this server: {Findings.Some(keys)}",
                "Let the application change the children itself, and recreate the keys with ON DELETE RESTRICT ON UPDATE RESTRICT; or upgrade to MySQL 9.6.");
        }
    }

    [GeneratedRegex("^  CONSTRAINT `(.+)` FOREIGN KEY .* ON (?:DELETE|UPDATE) (?:CASCADE|SET NULL)")]
    private static partial Regex ActingKey();
}
