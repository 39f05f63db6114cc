using System.Globalization;
using System.Text;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using DuckDB.NET.Data;

namespace CdcToSnowflake.EmulatorFlow;

/// <summary>A made-up log of cuts of one table of ten columns: its Parquet files, written by DuckDB, and its manifests.</summary>
internal sealed class OrdersLog(FolderObjectStore store, long rows, int cuts)
{
    public const string Brand = "bench";

    /// <summary>Of a hundred changes, how many are updates of a row of an earlier cut.</summary>
    private const int UpdatePercent = 10;

    public static SourceTable Table { get; } = new(
        "shop",
        "orders",
        [
            new SourceColumn("id", new SourceType(SourceKind.BigInt), false),
            new SourceColumn("customer", new SourceType(SourceKind.Int), false),
            new SourceColumn("status", new SourceType(SourceKind.VarChar) { Length = 20 }, false),
            new SourceColumn("total", new SourceType(SourceKind.Decimal) { Precision = 12, Scale = 2 }, false),
            new SourceColumn("tax", new SourceType(SourceKind.Decimal) { Precision = 12, Scale = 2 }, true),
            new SourceColumn("placed_at", new SourceType(SourceKind.DateTime) { Precision = 6 }, false),
            new SourceColumn("note", new SourceType(SourceKind.VarChar) { Length = 200 }, true),
            new SourceColumn("weight", new SourceType(SourceKind.Double), true),
            new SourceColumn("items", new SourceType(SourceKind.SmallInt), false),
            new SourceColumn("due", new SourceType(SourceKind.Date), true),
        ],
        ["id"]);

    public async Task WriteAsync()
    {
        var perCut = rows / cuts;
        for (var cut = 1; cut <= cuts; cut++)
        {
            await WriteFileAsync(cut, perCut).ConfigureAwait(false);
            var manifest = string.Create(CultureInfo.InvariantCulture, $$"""
                {"kind":"cut","cut":{{cut}},"writer":"w","brand":"{{Brand}}","tables":1,"rows":{{perCut}},"lastCommitAt":{{cut * 1_000_000}}}
                {"kind":"table","cut":{{cut}},"writer":"w","table":"shop.orders","shape":"{{Table.Shape}}","rows":{{perCut}},"files":[]}
                """);
            await store.CreateAsync(StorePath.Cut(Brand, (ulong)cut), Encoding.UTF8.GetBytes(manifest)).ConfigureAwait(false);
        }
    }

    private async Task WriteFileAsync(int cut, long perCut)
    {
        var file = Path.GetTempFileName();
        using (var duck = new DuckDBConnection("DataSource=:memory:"))
        {
            duck.Open();
            using var command = duck.CreateCommand();

            // Each row of the cut is one change; an update hits a row that the cut before inserted: never one of those that it updated itself.
            var isUpdate = $"{cut} > 1 AND (n + 10 * {cut}) % 100 < {UpdatePercent}";
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
                COPY (
                    SELECT id::BIGINT AS id, (id % 50000)::INTEGER AS customer, ['open', 'paid', 'sent', 'returned'][1 + id % 4] AS status, ((id * 37 + {cut}) % 1000000)::DECIMAL(12,2) AS total,
                        ((id * 7) % 1000)::DECIMAL(12,2) AS tax, epoch_us(TIMESTAMP '2026-01-01' + to_seconds(id)) AS placed_at, 'order number ' || id || ' of customer ' || id % 50000 AS note,
                        id / 7.0 AS weight, (id % 30)::SMALLINT AS items, DATE '2026-01-01' + (id % 365)::INTEGER AS due,
                        CASE WHEN is_update THEN 'U' ELSE 'I' END AS _OP, {cut}::BIGINT * 1000000 AS _UPDATED_AT, {cut}::BIGINT AS _CUT, n::BIGINT AS _SEQ, 'w' AS _WRITER
                    FROM (SELECT n, {isUpdate} AS is_update, CASE WHEN {isUpdate} THEN n + {(cut - 2) * perCut} ELSE n + {(cut - 1) * perCut} END AS id
                          FROM range(1, {perCut + 1}) AS r(n))
                ) TO '{file}' (FORMAT PARQUET)
                """);
            command.ExecuteNonQuery();
        }

        var content = File.OpenRead(file);
        await using (content.ConfigureAwait(false))
        {
            await store.PutAsync(StorePath.Data(Brand, Table, (ulong)cut, "w"), content).ConfigureAwait(false);
        }

        File.Delete(file);
    }
}
