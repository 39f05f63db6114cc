using System.Globalization;
using System.Text;
using CdcToSnowflake.Emulator.Tests.Pipes;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>A made-up source of random tables. It writes its changes as cuts, each ending where a transaction ended, and knows what it held after each. The Parquet files are DuckDB's own.</summary>
internal sealed class RandomSource(string brand, RandomPlan plan, Random random)
{
    private readonly List<RandomTable> _tables = [.. plan.Tables.Select(table => new RandomTable(table, brand, random))];

    private readonly HashSet<SourceTable> _shapes = [];

    // Replaced as a whole: readers look at it beside the writer.
    private volatile IReadOnlyList<TableState>[] _states = [];

    public string Brand => brand;

    public IReadOnlyList<RandomTable> Tables => _tables;

    public int Cuts => _states.Length - 1;

    public bool HasDropped(RandomDesign design, RandomColumn column) => _tables.Exists(table => table.Design == design && table.HasDropped(column));

    /// <summary>Makes the warehouse's side, or finds it made.</summary>
    public async Task StartAsync(SnowflakeDeployment deployment, Uri location)
    {
        await deployment.EnsureBrandAsync(brand, location);
        // All that the store has files of, as capture tells them at its start: cuts of an older shape may wait yet.
        _shapes.UnionWith(_tables.Select(table => table.Shape));
        await deployment.ShapesAppearedAsync(brand, [.. _shapes], default);
        if (_states.Length == 0)
        {
            Keep();
        }
    }

    /// <summary>What the source held after a cut; after 0, nothing.</summary>
    public IReadOnlyList<TableState> StateAfter(long cut) => _states[(int)cut];

    /// <summary>A table as a layer has it now.</summary>
    public FlowTable Read(int table, string layer) => new(plan, brand, StateAfter(Cuts)[table], layer);

    public async Task CutAsync(IObjectStore store, SnowflakeDeployment deployment)
    {
        if (random.Next(2) == 0 && _tables[random.Next(_tables.Count)] is var altered && altered.Alter(plan))
        {
            _shapes.Add(altered.Shape);
            await deployment.ShapeAppearedAsync(brand, altered.Shape, default);
        }

        var cut = Cuts + 1;
        var sequence = 0;
        for (var changes = random.Next(30); changes > 0; changes--)
        {
            _tables[random.Next(_tables.Count)].Change(cut, ref sequence);
        }

        Keep();
        var changed = _tables.Where(table => table.Changes.Count > 0).ToList();
        var writes = new List<Func<Task>>();
        foreach (var table in changed)
        {
            var half = random.Next(table.Changes.Count);
            var (first, second) = (table.Changes[..half], table.Changes[half..]);
            writes.Add(() => WriteAsync(store, table, "w", 0, first));
            writes.Add(() => WriteAsync(store, table, "w", 1, second));
            if (random.Next(3) == 0)
            {
                // What a crashed writer left: no manifest names it.
                writes.Add(() => WriteAsync(store, table, "crashed", 0, [$"'T', 1, {table.NoValues}", .. second]));
            }
        }

        foreach (var write in writes)
        {
            await write();
        }

        var manifest = new StringBuilder();
        manifest.Append(CultureInfo.InvariantCulture, $$"""{"kind":"cut","cut":{{cut}},"writer":"w","brand":"{{brand}}","tables":{{changed.Count}},"rows":{{changed.Sum(table => table.Changes.Count)}},"lastCommitAt":{{cut * 1_000_000}}}""").Append('\n');
        foreach (var table in changed)
        {
            manifest.Append(CultureInfo.InvariantCulture, $$"""{"kind":"table","cut":{{cut}},"writer":"w","table":"shop.{{table.Design.Name}}","shape":"{{table.Shape.Shape}}","rows":{{table.Changes.Count}},"files":[]}""").Append('\n');
            table.Changes.Clear();
        }

        await store.CreateAsync(StorePath.Cut(brand, (ulong)cut), Encoding.UTF8.GetBytes(manifest.ToString()));
    }

    private void Keep() => _states = [.. _states, [.. _tables.Select(table => table.State)]];

    private Task WriteAsync(IObjectStore store, RandomTable table, string writer, int part, List<string> rows)
    {
        if (rows.Count == 0)
        {
            return Task.CompletedTask;
        }

        var names = string.Join(", ", table.FileColumns.Select((_, i) => "c" + i));
        var columns = string.Join(", ", table.FileColumns.Select((column, i) => $"c{i}::{column.FileType} AS \"{column.Name}\""));
        return StagedFiles.PutAsync(
            store,
            StorePath.Data(brand, table.Shape, (ulong)Cuts, writer, part),
            $"SELECT {columns}, op::VARCHAR AS _OP, {Cuts}::BIGINT * 1000000 AS _UPDATED_AT, {Cuts}::BIGINT AS _CUT, seq::BIGINT AS _SEQ, '{writer}' AS _WRITER FROM (VALUES {string.Join(", ", rows.Select(row => $"({row})"))}) AS v(op, seq, {names})");
    }
}
