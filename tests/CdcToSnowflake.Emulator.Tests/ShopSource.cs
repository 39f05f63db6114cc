using System.Globalization;
using System.Text;
using CdcToSnowflake.Emulator.Tests.Pipes;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests;

/// <summary>A made-up source of one table, which writes its changes as cuts, and knows what it holds. The Parquet files are DuckDB's own.</summary>
internal sealed class ShopSource(string brand, int seed, SourceTable? table = null)
{
    private readonly Random _random = new(seed);
    private readonly List<string> _pending = [];
    private readonly SortedSet<long> _ever = [];
    private readonly List<string> _changes = [];
    private long _cut;

    public static SourceTable Orders { get; } = new(
        "shop",
        "orders",
        [
            new SourceColumn("id", new SourceType(SourceKind.BigInt), false),
            new SourceColumn("total", new SourceType(SourceKind.Decimal) { Precision = 10, Scale = 2 }, true),
            new SourceColumn("note", new SourceType(SourceKind.VarChar) { Length = 50 }, true),
        ],
        ["id"]);

    /// <summary>The same table as a log.</summary>
    public static SourceTable OrdersLog { get; } = Orders with { Key = [], IsAppendOnly = true };

    /// <summary>The rows now: total and note by id.</summary>
    public SortedDictionary<long, (decimal Total, string? Note)> Rows { get; } = [];

    /// <summary>The ids that there ever were.</summary>
    public IReadOnlyList<string> Ever => [.. _ever.Select(id => id.ToString(CultureInfo.InvariantCulture))];

    /// <summary>All changes: cut, number in the cut, operation and id.</summary>
    public IReadOnlyList<string> Changes => _changes;

    public string Brand => brand;

    public SourceTable Table { get; } = table ?? Orders;

    public IReadOnlyList<string> Expected => [.. Rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Key}|{row.Value.Total:0.00}|{row.Value.Note ?? "∅"}"))];

    /// <summary>The clock of its commits; where there is none, cut n was committed n seconds after 1970 began.</summary>
    public TimeProvider? Clock { get; init; }

    private long Now => Clock is { } clock ? (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10 : _cut * 1_000_000;

    /// <summary>Some random changes; then a cut of them: its files and its manifest, and perhaps an orphan of a crashed writer. The files may go by another way than the manifest.</summary>
    public async Task CutAsync(IObjectStore store, bool withOrphan = false, IObjectStore? files = null)
    {
        _cut++;
        var changes = _random.Next(1, 40);
        for (var i = 0; i < changes; i++)
        {
            Change();
        }

        if (withOrphan)
        {
            await WriteAsync(store, "crashed", [$"(7, 1.00, 'orphan', 'I', {_cut}, 1, 'crashed')"]);
        }

        await WriteAsync(files ?? store, "w", _pending);
        var manifest = string.Create(CultureInfo.InvariantCulture, $$$"""
            {"kind":"cut","version":1,"cut":{{{_cut}}},"writer":"w","brand":"{{{brand}}}","tables":1,"rows":{{{_pending.Count}}},"to":{"file":"b.000001","offset":{{{_cut}}}},"firstCommitAt":{{{Now}}},"lastCommitAt":{{{Now}}},"closedAt":{{{Now}}},"committedAt":{{{Now}}}}
            {"kind":"table","cut":{{{_cut}}},"writer":"w","table":"shop.orders","shape":"{{{Table.Shape}}}","rows":{{{_pending.Count}}},"files":[{"key":"{{{StorePath.Data(brand, Table, (ulong)_cut, "w")}}}","rows":{{{_pending.Count}}},"bytes":1}]}
            """);
        await store.CreateAsync(StorePath.Cut(brand, (ulong)_cut), Encoding.UTF8.GetBytes(manifest));
        _pending.Clear();
    }

    /// <summary>A cut without rows that ends a snapshot of the table.</summary>
    public Task EndSnapshotAsync(IObjectStore store, long firstCut)
    {
        _cut++;
        var manifest = string.Create(CultureInfo.InvariantCulture, $$"""
            {"kind":"cut","version":2,"cut":{{_cut}},"writer":"w","brand":"{{brand}}","tables":0,"rows":0,"lastCommitAt":{{_cut * 1_000_000}},"sweeps":1}
            {"kind":"sweep","cut":{{_cut}},"writer":"w","table":"shop.orders","firstCut":{{firstCut}},"ids":["initial"]}
            """);
        return store.CreateAsync(StorePath.Cut(brand, (ulong)_cut), Encoding.UTF8.GetBytes(manifest));
    }

    private void Change()
    {
        var id = _random.Next(0, 30);
        var isThere = Rows.ContainsKey(id);
        var sequence = _pending.Count + 1;
        if (isThere && _random.Next(3) == 0)
        {
            Rows.Remove(id);
            _pending.Add($"({id}, NULL, NULL, 'D', {_cut}, {sequence}, 'w')");
            _changes.Add($"{_cut}|{sequence}|D|{id}");
            return;
        }

        var total = _random.Next(0, 100_000) / 100m;
        var note = _random.Next(4) == 0 ? null : "é'" + _random.Next(1000);
        Rows[id] = (total, note);
        _ever.Add(id);
        _changes.Add($"{_cut}|{sequence}|{(isThere ? 'U' : 'I')}|{id}");
        _pending.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"({id}, {total}, {(note is null ? "NULL" : "'" + note.Replace("'", "''", StringComparison.Ordinal) + "'")}, '{(isThere ? 'U' : 'I')}', {_cut}, {sequence}, 'w')"));
    }

    private Task WriteAsync(IObjectStore store, string writer, IReadOnlyList<string> rows) => StagedFiles.PutAsync(
        store, StorePath.Data(brand, Table, (ulong)_cut, writer),
        $"""
        SELECT c0::BIGINT AS id, c1::DECIMAL(10,2) AS total, c2::VARCHAR AS note, c3::VARCHAR AS _OP, c4::BIGINT * 1000000 AS _UPDATED_AT, c4::BIGINT AS _CUT, c5::BIGINT AS _SEQ, c6::VARCHAR AS _WRITER
        FROM (VALUES {string.Join(", ", rows)}) AS v(c0, c1, c2, c3, c4, c5, c6)
        """);
}
