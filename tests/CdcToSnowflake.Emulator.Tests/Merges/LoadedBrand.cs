using System.Globalization;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>The generated merge of one brand. STG and CDC_CUT are filled by the tests as Snowpipe would fill them.</summary>
internal sealed class LoadedBrand : IDisposable
{
    private readonly PlainDuckDb _duck = new();
    private readonly SnowflakeSql _sql;
    private readonly IReadOnlyList<SourceTable> _tables;

    public LoadedBrand(IReadOnlyList<SourceTable> tables)
    {
        _tables = [.. tables.DistinctBy(table => (table.Schema, table.Name))];
        _sql = new SnowflakeSql(new WarehouseModel([new BrandModel("b", "s3://cdc/b/", tables)]));
        _duck.Run("ATTACH ':memory:' AS \"B_DB\"");
        _duck.Run("CREATE SCHEMA \"B_DB\".\"STG_SCHEMA\"");
        _duck.Run("CREATE SCHEMA \"B_DB\".\"RAW_SCHEMA\"");
        _duck.Run(_sql.CreateCutTable("b").Text);
        foreach (SqlStatement statement in _sql.SetUpTables("b").Where(statement => statement.Template is "table/create-stg" or "table/create-raw"))
        {
            _duck.Run(statement.Text);
        }
    }

    public long Merged { get; private set; }

    /// <summary>What a run of the task does.</summary>
    public void Merge()
    {
        long target = Convert.ToInt64(_duck.Scalar(Bound(_sql.TargetCut("b"), 0)), CultureInfo.InvariantCulture);
        if (target > Merged)
        {
            foreach (SourceTable table in _tables)
            {
                _duck.Run(Bound(_sql.EmptyRaw("b", table.Schema, table.Name), target));
                _duck.Run(Bound(_sql.MergeStgIntoRaw("b", table.Schema, table.Name), target));
            }
        }
        Merged = target;
    }

    public void LoadManifest(long cut, string writer, IReadOnlyList<(SourceTable Table, string Shape, int Rows)> tables, int sweeps = 0)
    {
        _duck.Run(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO \"B_DB\".\"STG_SCHEMA\".\"CDC_CUT\" (\"CUT\", \"WRITER\", \"KIND\", \"TABLE_COUNT\", \"SWEEP_COUNT\") VALUES ({cut}, '{writer}', 'cut', {tables.Count}, {(sweeps > 0 ? sweeps : "NULL")})"));
        foreach ((SourceTable table, string shape, int rows) in tables)
        {
            _duck.Run(string.Create(CultureInfo.InvariantCulture,
                $"INSERT INTO \"B_DB\".\"STG_SCHEMA\".\"CDC_CUT\" (\"CUT\", \"WRITER\", \"KIND\", \"TABLE_PATH\", \"SHAPE\", \"ROW_COUNT\") VALUES ({cut}, '{writer}', 'table', '{StorePath.Table(table.Schema, table.Name)}', '{shape}', {rows})"));
        }
    }

    public void LoadSweep(SourceTable table, long cut, string writer) => _duck.Run(string.Create(CultureInfo.InvariantCulture,
        $"INSERT INTO \"B_DB\".\"STG_SCHEMA\".\"CDC_CUT\" (\"CUT\", \"WRITER\", \"KIND\", \"TABLE_PATH\", \"FIRST_CUT\") VALUES ({cut}, '{writer}', 'sweep', '{StorePath.Table(table.Schema, table.Name)}', {cut})"));

    public void LoadRows(SourceTable table, long cut, string writer, IReadOnlyList<ChangeRow> rows)
    {
        IEnumerable<string> values = rows.Select(row => string.Create(CultureInfo.InvariantCulture,
            $"({Text(row.K1)}, {Text(row.K2)}, {Text(row.Value)}, '{row.Op}', TIMESTAMP '2026-01-01 00:00:00', {cut}, {row.Seq}, '{writer}')"));
        _duck.Run($"INSERT INTO \"B_DB\".\"STG_SCHEMA\".\"{table.Name.ToUpperInvariant()}\" (\"K1\", \"K2\", \"V\", \"_OP\", \"_UPDATED_AT\", \"_CUT\", \"_SEQ\", \"_WRITER\") VALUES {string.Join(", ", values)}");
    }

    public IReadOnlyList<string> Raw(SourceTable table) => _duck.Column(
        $"SELECT \"K1\" || '/' || \"K2\" || '=' || COALESCE(\"V\"::VARCHAR, 'null') || '@' || \"_CUT\"::VARCHAR FROM \"B_DB\".\"RAW_SCHEMA\".\"{table.Name.ToUpperInvariant()}\" ORDER BY 1");

    public void Dispose() => _duck.Dispose();

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "NULL";

    private string Bound(SqlStatement statement, long target) => statement.Text
        .Replace(":merged", Merged.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace(":ahead", "0", StringComparison.Ordinal)
        .Replace(":target", target.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
