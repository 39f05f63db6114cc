using CdcToSnowflake.Model;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>A random log of cuts over a few keys, as capture would write it, and what its tables hold after each cut.</summary>
internal sealed class RandomLog
{
    private readonly Random _random;
    private readonly List<LogPart> _parts = [];
    private readonly Dictionary<(string Table, long Cut), IReadOnlyList<string>> _states = [];

    public RandomLog(Random random, IReadOnlyList<IReadOnlyList<SourceTable>> tables)
    {
        _random = random;
        Cuts = random.Next(3, 9);
        Dictionary<string, SortedDictionary<(int, int), (int? Value, long Cut)>> live = tables.ToDictionary(shapes => shapes[0].Name, _ => new SortedDictionary<(int, int), (int?, long)>());
        Keep(live, 0);
        for (long cut = 1; cut <= Cuts; cut++)
        {
            AddCut(cut, tables, live);
            Keep(live, cut);
        }
    }

    public int Cuts { get; }

    public long CompleteUpTo
    {
        get
        {
            long complete = 0;
            while (complete < Cuts && _parts.Where(part => part.Cut == complete + 1 && part.Counts).All(part => part.IsLoaded))
            {
                complete++;
            }
            return complete;
        }
    }

    public IReadOnlyList<string> StateAfter(SourceTable table, long cut) => _states[(table.Name, cut)];

    /// <summary>All files in a random order, some of them twice, in steps of a few.</summary>
    public IEnumerable<IReadOnlyList<LogPart>> LoadsInSteps()
    {
        List<LogPart> order = [.. _parts, .. _parts.Where(_ => _random.Next(3) == 0)];
        // Mostly in order with neighbours swapped, as stores announce; now and then wildly out of order.
        int reach = _random.Next(2) == 0 ? 4 : order.Count;
        LogPart[] shuffled = [.. order.Select((part, at) => (part, place: (part.Cut * 3) + _random.Next(reach))).OrderBy(pair => pair.place).Select(pair => pair.part)];
        return shuffled.Chunk(_random.Next(1, 5));
    }

    private void AddCut(long cut, IReadOnlyList<IReadOnlyList<SourceTable>> tables, Dictionary<string, SortedDictionary<(int, int), (int? Value, long Cut)>> live)
    {
        Dictionary<string, (SourceTable Shape, List<ChangeRow> Rows)> changed = [];
        int seq = 0;
        for (int changes = _random.Next(0, 8); changes > 0; changes--)
        {
            IReadOnlyList<SourceTable> shapes = tables[_random.Next(tables.Count)];
            if (!changed.TryGetValue(shapes[0].Name, out (SourceTable Shape, List<ChangeRow> Rows) table))
            {
                changed[shapes[0].Name] = table = (shapes[_random.Next(shapes.Count)], []);
            }
            Change(live[shapes[0].Name], table.Rows, cut, ref seq);
        }
        changed = changed.Where(table => table.Value.Rows.Count > 0).ToDictionary();
        List<(SourceTable, string, int)> lines = [.. changed.Values.Select(table => (table.Shape, table.Shape.Shape, table.Rows.Count))];
        _parts.Add(new LogPart(cut, brand => brand.LoadManifest(cut, "w", lines), counts: true));
        foreach ((SourceTable shape, List<ChangeRow> rows) in changed.Values)
        {
            int half = _random.Next(rows.Count);
            foreach (List<ChangeRow> file in (List<ChangeRow>[])[rows[..half], rows[half..]])
            {
                if (file.Count > 0)
                {
                    _parts.Add(new LogPart(cut, brand => brand.LoadRows(shape, cut, "w", file), counts: true));
                    if (_random.Next(4) == 0)
                    {
                        List<ChangeRow> lies = [.. file.Select(row => row with { Value = -1 }), new ChangeRow('T', null, null, null, 999)];
                        _parts.Add(new LogPart(cut, brand => brand.LoadRows(shape, cut, "crashed", lies), counts: false));
                    }
                }
            }
        }
    }

    private void Change(SortedDictionary<(int, int), (int? Value, long Cut)> live, List<ChangeRow> rows, long cut, ref int seq)
    {
        (int, int) key = (_random.Next(4), _random.Next(2));
        int? value = _random.Next(5) == 0 ? null : _random.Next(100);
        switch (_random.Next(10))
        {
            case 0:
                live.Clear();
                rows.Add(new ChangeRow('T', null, null, null, seq++));
                return;
            case 1 or 2 when live.Remove(key):
                rows.Add(new ChangeRow('D', key.Item1, key.Item2, null, seq++));
                return;
            case 3 or 4 when live.ContainsKey(key):
                // An update that changes the key: the old one's D, then the new one's I.
                (int, int) moved = (key.Item1 + 10, key.Item2);
                live.Remove(key);
                live[moved] = (value, cut);
                rows.Add(new ChangeRow('D', key.Item1, key.Item2, null, seq++));
                rows.Add(new ChangeRow('I', moved.Item1, moved.Item2, value, seq++));
                return;
            default:
                rows.Add(new ChangeRow(live.ContainsKey(key) ? 'U' : 'I', key.Item1, key.Item2, value, seq++));
                live[key] = (value, cut);
                return;
        }
    }

    private void Keep(Dictionary<string, SortedDictionary<(int, int), (int? Value, long Cut)>> live, long cut)
    {
        foreach ((string table, SortedDictionary<(int, int), (int? Value, long Cut)> rows) in live)
        {
            _states[(table, cut)] = [.. rows.Select(row => $"{row.Key.Item1}/{row.Key.Item2}={(row.Value.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null")}@{row.Value.Cut}").Order(StringComparer.Ordinal)];
        }
    }
}
