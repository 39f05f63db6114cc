using System.Globalization;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>A brand's random table: its columns now, its rows now, and the changes of the cut that is being written.</summary>
internal sealed class RandomTable
{
    private readonly RandomDesign _design;
    private readonly string _brand;
    private readonly Random _random;
    private readonly List<LiveColumn> _live;
    private readonly List<RandomColumn> _ever;
    private readonly List<Dictionary<RandomColumn, RandomValue>> _rows = [];
    private readonly List<string[]> _log = [];
    private readonly HashSet<string> _keys = [];
    private readonly Dictionary<string, HashSet<string>> _seen = new() { ["RAW"] = [], ["CI"] = [] };

    public RandomTable(RandomDesign design, string brand, Random random)
    {
        (_design, _brand, _random) = (design, brand, random);
        var others = design.Columns.Where(column => !column.IsKey && random.Next(2) == 0).ToArray();
        random.Shuffle(others);
        _live = [.. design.Key.Concat(others).Select(column => new LiveColumn(column, column.SourceName(brand), 0, column.IsNullable))];
        _ever = [.. design.IsLog ? RandomColumn.OfLogs : [], .. _live.Select(live => live.Column)];
    }

    private sealed record LiveColumn(RandomColumn Column, string Name, int Step, bool IsNullable)
    {
        public SourceType Type => Column.Kind.Types[Step];
    }

    public RandomDesign Design => _design;

    public SourceTable Shape => new(
        "shop",
        _design.Name,
        [.. _live.Select(live => new SourceColumn(live.Name, live.Type, live.IsNullable) { Treatment = live.Column.Treatment })],
        _design.IsLog || _design.HasNamedKey ? [] : [.. _live.Where(live => live.Column.IsKey).Select(live => live.Name)]) { IsAppendOnly = _design.IsLog };

    /// <summary>What a file's column is of DuckDB's types, by its name.</summary>
    public IReadOnlyList<(string Name, string FileType)> FileColumns => [.. Written.Select(live => (live.Name, live.Column.FileType(live.Type)))];

    /// <summary>Rows of the cut: for each the values of _OP, _SEQ and the file's columns.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>A row of nothing.</summary>
    public string NoValues => string.Join(", ", Written.Select(_ => "NULL"));

    public TableState State => new(_design, [.. Kept], _design.IsLog ? [.. _log.Select(Padded)] : [.. _rows.Select(Values)]);

    private IEnumerable<LiveColumn> Written => _live.Where(live => live.Column.Treatment != ColumnTreatment.Drop);

    private IEnumerable<RandomColumn> Kept => _ever.Where(column => column.Treatment != ColumnTreatment.Drop);

    public bool HasDropped(RandomColumn column) => _ever.Contains(column) && _live.TrueForAll(live => live.Column != column);

    /// <summary>That no row of a table that marks its deleted rows ever goes, and that none is there which never was at the source.</summary>
    public void KeepsDeleted(string layer, HashSet<string> keys)
    {
        Assert.Empty(_seen[layer].Except(keys));
        Assert.Empty(keys.Except(_keys));
        _seen[layer] = keys;
    }

    /// <summary>ALTER TABLE, if there is a way: whether there is another shape.</summary>
    public bool Alter(RandomPlan plan)
    {
        switch (_random.Next(4))
        {
            // NULL in the rows that are there. One that comes back is another matter: the table is read again.
            case 0 when _design.Columns.FirstOrDefault(column => !_ever.Contains(column)) is { } added:
                _live.Insert(_random.Next(_live.Count + 1), new LiveColumn(added, added.SourceName(_brand), _random.Next(added.Kind.Types.Length), IsNullable: true));
                _ever.Add(added);
                return true;
            // The same in all brands, so that some are gone everywhere.
            case 1 when _design.Columns.LastOrDefault(column => !column.IsKey && _live.Exists(live => live.Column == column)) is { } dropped:
                _live.RemoveAll(live => live.Column == dropped);
                return true;
            case 2 when _random.Next(_live.Count) is var at && _live[at].Step + 1 < _live[at].Column.Kind.Types.Length:
                _live[at] = _live[at] with { Step = _live[at].Step + 1 };
                return true;
            case 3 when _live.FindIndex(live => plan.IsRenamed(live.Column) && live.Name != live.Column.NewName) is >= 0 and var old:
                _live[old] = _live[old] with { Name = _live[old].Column.NewName };
                return true;
            default:
                return false;
        }
    }

    public void Change(int cut, ref int sequence)
    {
        var row = _live.ToDictionary(live => live.Column, live => live.Column.Next(_random, live.Type, live.IsNullable));
        var there = _rows.Find(other => KeyOf(other) == KeyOf(row));
        switch (_random.Next(12))
        {
            case 0:
                _rows.Clear();
                Log('T', null, cut, ref sequence);
                break;
            case 1 or 2 or 3 when there is not null:
                _rows.Remove(there);
                Log('D', there, cut, ref sequence);
                break;
            case 4 or 5 when there is null && _rows.Count > 0:
                // An update that changes the key.
                var moved = _rows[_random.Next(_rows.Count)];
                _rows.Remove(moved);
                _rows.Add(row);
                Log('D', moved, cut, ref sequence);
                Log('I', row, cut, ref sequence);
                break;
            default:
                if (there is not null)
                {
                    _rows.Remove(there);
                }

                _rows.Add(row);
                Log(there is null ? 'I' : 'U', row, cut, ref sequence);
                break;
        }
    }

    private string KeyOf(Dictionary<RandomColumn, RandomValue> row) => string.Join('|', _design.Key.Select(column => row[column].Shown));

    private string[] Values(Dictionary<RandomColumn, RandomValue> row) => [.. Kept.Select(column => row.GetValueOrDefault(column, RandomValue.Null).Shown)];

    // What came before a column did.
    private string[] Padded(string[] change) => [.. change, .. Enumerable.Repeat(FlowText.Null, Kept.Count() - change.Length)];

    private void Log(char operation, Dictionary<RandomColumn, RandomValue>? row, int cut, ref int sequence)
    {
        sequence++;
        // The binlog may have no more of a deleted row than its key; of a log all counts.
        var isKeyEnough = operation == 'D' && !_design.IsLog && _random.Next(2) == 0;
        Changes.Add($"'{operation}', {sequence}, {string.Join(", ", Written.Select(live => row is null || (isKeyEnough && !live.Column.IsKey) ? "NULL" : row.GetValueOrDefault(live.Column, RandomValue.Null).Literal))}");
        if (row is not null)
        {
            _keys.Add(KeyOf(row));
        }

        if (_design.IsLog)
        {
            var columns = Kept.Skip(RandomColumn.OfLogs.Count).ToList();
            _log.Add([cut.ToString(CultureInfo.InvariantCulture), sequence.ToString(CultureInfo.InvariantCulture), operation.ToString(),
                .. columns.Select(column => row is not null && _live.Exists(live => live.Column == column) ? row.GetValueOrDefault(column, RandomValue.Null).Shown : FlowText.Null)]);
        }
    }
}
