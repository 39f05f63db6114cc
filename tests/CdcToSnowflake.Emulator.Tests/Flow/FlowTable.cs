using System.Data.Common;
using System.Globalization;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>A brand's table in RAW, or its part of CI's, read as it is.</summary>
internal sealed class FlowTable(RandomPlan plan, string brand, TableState newest, string layer)
{
    private readonly RandomColumn[] _columns = [.. newest.Kept(plan)];

    private string From => layer == "RAW" ? $"{brand}_DB.RAW_SCHEMA.{newest.Table.Name}" : $"CI_DB.CI_SCHEMA.{newest.Table.Name}";

    private string Where => layer == "RAW" ? "TRUE" : $"\"BRAND_ID\" = '{brand}'";

    private string Live => newest.Table.IsSoft(layer) ? $"{Where} AND \"_DELETED_AT\" IS NULL" : Where;

    /// <summary>The rows that are there: each value of the state's columns.</summary>
    public List<string[]> Rows(DbConnection sql) => Read(sql, $"SELECT {Values(_columns)} FROM {From} WHERE {Live}", _columns, 0);

    /// <summary>The same, and the watermark that the same statement sees.</summary>
    public (long Merged, List<string[]> Rows) RowsAtWatermark(DbConnection sql)
    {
        // An empty table gives its watermark too, in a row that is not there.
        var rows = Read(sql, $"SELECT w.cut, r.* FROM ({Watermark}) AS w LEFT JOIN (SELECT 1 AS there, {Values(_columns)} FROM {From} WHERE {Live}) AS r ON TRUE", _columns, 2);
        return (Number(rows[0][0]), [.. rows.Where(row => row[1] == "1").Select(row => row[2..])]);
    }

    public long Merged(DbConnection sql) => Number(sql.One(Watermark));

    /// <summary>The keys of all rows, marked as deleted or not.</summary>
    public HashSet<string> Keys(DbConnection sql)
    {
        RandomColumn[] key = [.. newest.Table.Key];
        return [.. TableState.Lines(Read(sql, $"SELECT {Values(key)} FROM {From} WHERE {Where}", key, 0))];
    }

    // A table that merges by itself, or did, may be ahead of its brand.
    private string Watermark => $"SELECT COALESCE(MAX(\"MERGED_CUT\"), 0) AS cut FROM {brand}_DB.STG_SCHEMA.CDC_PROGRESS WHERE \"NAME\" IN ('RAW', 'shop.{newest.Table.Name}')";

    private string Values(IEnumerable<RandomColumn> columns) => string.Join(", ", columns.Select((column, i) =>
    {
        var name = $"\"{plan.NameIn(layer, brand, column)}\"";
        return (column.IsDocument ? $"TO_JSON({name})" : name) + $" AS v{i}";
    }));

    private static List<string[]> Read(DbConnection connection, string sql, RandomColumn[] columns, int ahead)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => i < ahead ? Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)! : FlowText.Of(reader.GetValue(i), columns[i - ahead]))]);
        }

        return rows;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
