using System.Globalization;
using System.Text.RegularExpressions;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using DuckDB.NET.Data;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>
/// The generated merge of one brand, run by plain DuckDB: what differs in its dialect is replaced word by word, so that the emulator's own translation has no part in the judgement.
/// STG and CDC_CUT are filled by the tests as Snowpipe would fill them.
/// </summary>
internal sealed partial class LoadedBrand : IDisposable
{
    private readonly DuckDBConnection _duck = new("DataSource=:memory:");
    private readonly SnowflakeSql _sql;
    private readonly IReadOnlyList<SourceTable> _tables;

    public LoadedBrand(IReadOnlyList<SourceTable> tables)
    {
        _tables = [.. tables.DistinctBy(table => (table.Schema, table.Name))];
        _sql = new SnowflakeSql(new WarehouseModel([new BrandModel("b", "s3://cdc/b/", tables)]));
        _duck.Open();
        Run("ATTACH ':memory:' AS \"B_DB\"");
        Run("CREATE SCHEMA \"B_DB\".\"STG_SCHEMA\"");
        Run("CREATE SCHEMA \"B_DB\".\"RAW_SCHEMA\"");
        Run(_sql.CreateCutTable("b").Text);
        foreach (SqlStatement statement in _sql.SetUpTables("b").Where(statement => statement.Template is "table/create-stg" or "table/create-raw"))
        {
            Run(statement.Text);
        }
    }

    public long Merged { get; private set; }

    /// <summary>What a run of the task does.</summary>
    public void Merge()
    {
        long target = Convert.ToInt64(Scalar(Bound(_sql.TargetCut("b"), 0)), CultureInfo.InvariantCulture);
        if (target > Merged)
        {
            foreach (SourceTable table in _tables)
            {
                Run(Bound(_sql.EmptyRaw("b", table.Schema, table.Name), target));
                Run(Bound(_sql.MergeStgIntoRaw("b", table.Schema, table.Name), target));
            }
        }
        Merged = target;
    }

    public void LoadManifest(long cut, string writer, IReadOnlyList<(SourceTable Table, string Shape, int Rows)> tables)
    {
        Run(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO \"B_DB\".\"STG_SCHEMA\".\"CDC_CUT\" (\"CUT\", \"WRITER\", \"KIND\", \"TABLE_COUNT\") VALUES ({cut}, '{writer}', 'cut', {tables.Count})"));
        foreach ((SourceTable table, string shape, int rows) in tables)
        {
            Run(string.Create(CultureInfo.InvariantCulture,
                $"INSERT INTO \"B_DB\".\"STG_SCHEMA\".\"CDC_CUT\" (\"CUT\", \"WRITER\", \"KIND\", \"TABLE_PATH\", \"SHAPE\", \"ROW_COUNT\") VALUES ({cut}, '{writer}', 'table', '{StorePath.Table(table.Schema, table.Name)}', '{shape}', {rows})"));
        }
    }

    public void LoadRows(SourceTable table, long cut, string writer, IReadOnlyList<ChangeRow> rows)
    {
        foreach (ChangeRow row in rows)
        {
            Run(string.Create(CultureInfo.InvariantCulture,
                $"INSERT INTO \"B_DB\".\"STG_SCHEMA\".\"{table.Name.ToUpperInvariant()}\" (\"K1\", \"K2\", \"V\", \"_OP\", \"_UPDATED_AT\", \"_CUT\", \"_SEQ\", \"_WRITER\") VALUES ({Text(row.K1)}, {Text(row.K2)}, {Text(row.Value)}, '{row.Op}', TIMESTAMP '2026-01-01 00:00:00', {cut}, {row.Seq}, '{writer}')"));
        }
    }

    public IReadOnlyList<string> Raw(SourceTable table)
    {
        using DuckDBCommand command = _duck.CreateCommand();
        command.CommandText = $"SELECT \"K1\" || '/' || \"K2\" || '=' || COALESCE(\"V\"::VARCHAR, 'null') || '@' || \"_CUT\"::VARCHAR FROM \"B_DB\".\"RAW_SCHEMA\".\"{table.Name.ToUpperInvariant()}\" ORDER BY 1";
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }
        return rows;
    }

    public void Dispose() => _duck.Dispose();

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "NULL";

    private string Bound(SqlStatement statement, long target) => statement.Text
        .Replace(":merged", Merged.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace(":target", target.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private void Run(string snowflake)
    {
        using DuckDBCommand command = _duck.CreateCommand();
        command.CommandText = Duck(snowflake);
        command.ExecuteNonQuery();
    }

    private object Scalar(string snowflake)
    {
        using DuckDBCommand command = _duck.CreateCommand();
        command.CommandText = Duck(snowflake);
        return command.ExecuteScalar()!;
    }

    private static string Duck(string snowflake)
    {
        string sql = TableProperty().Replace(snowflake, "").Replace("TIMESTAMP_NTZ(6)", "TIMESTAMP", StringComparison.Ordinal).Replace("TIMESTAMP_LTZ", "TIMESTAMP", StringComparison.Ordinal)
            .Replace(" NUMBER(", " DECIMAL(", StringComparison.Ordinal).Replace("IFF(", "IF(", StringComparison.Ordinal);
        // A primary key is only a note in Snowflake.
        return PrimaryKey().Replace(sql, "\n");
    }

    [GeneratedRegex(@"^(COMMENT|DATA_RETENTION_TIME_IN_DAYS|CHANGE_TRACKING|CLUSTER BY).*$", RegexOptions.Multiline)]
    private static partial Regex TableProperty();

    [GeneratedRegex(@",\s*PRIMARY KEY \(.*\)\n")]
    private static partial Regex PrimaryKey();
}
