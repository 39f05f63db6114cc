using CdcToSnowflake.Model;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>A table of a random source: its shape now, its rows now, and the changes of the cut that is being written.</summary>
internal sealed class RandomTable
{
    private readonly Random _random;
    private readonly List<Dictionary<string, (string Literal, string Text)>> _rows = [];

    public RandomTable(string name, bool hasTwoKeyColumns, Random random)
    {
        _random = random;
        SourceColumn[] key = hasTwoKeyColumns ? [RandomColumn.Id, RandomColumn.Part] : [RandomColumn.Id];
        var others = RandomColumn.Others.Where(_ => random.Next(2) == 0).ToArray();
        random.Shuffle(others);
        Shape = new SourceTable("shop", name, [.. key, .. others], [.. key.Select(column => column.Name)]);
    }

    public SourceTable Shape { get; private set; }

    /// <summary>Rows of the cut: for each the values of _OP, _SEQ and the columns.</summary>
    public List<string> Changes { get; } = [];

    public IReadOnlyList<string> Columns => [.. Shape.Columns.Select(column => column.Name)];

    /// <summary>Each row's values as RAW shows them, in order.</summary>
    public IReadOnlyList<string> Rows => [.. _rows.Select(row => string.Join('|', Columns.Select(name => row[name].Text))).Order(StringComparer.Ordinal)];

    /// <summary>ALTER TABLE … ADD COLUMN, if a kind is left: NULL in the rows that are there.</summary>
    public bool AddColumn()
    {
        if (Changes.Count > 0 || RandomColumn.Others.FirstOrDefault(column => !Shape.Columns.Contains(column)) is not { } added)
        {
            return false;
        }

        Shape = new SourceTable(Shape.Schema, Shape.Name, [.. Shape.Columns, added], Shape.Key);
        _rows.ForEach(row => row[added.Name] = ("NULL", "∅"));
        return true;
    }

    public void Change(ref int sequence)
    {
        var row = Shape.Columns.ToDictionary(column => column.Name, column => RandomColumn.Value(column, _random));
        var there = _rows.Find(other => IsSameKey(other, row));
        switch (_random.Next(12))
        {
            case 0:
                _rows.Clear();
                Log('T', null, ref sequence);
                break;
            case 1 or 2 or 3 when there is not null:
                _rows.Remove(there);
                Log('D', there, ref sequence);
                break;
            case 4 or 5 when there is null && _rows.Count > 0:
                // An update that changes the key.
                var moved = _rows[_random.Next(_rows.Count)];
                _rows.Remove(moved);
                _rows.Add(row);
                Log('D', moved, ref sequence);
                Log('I', row, ref sequence);
                break;
            default:
                if (there is not null)
                {
                    _rows.Remove(there);
                }

                _rows.Add(row);
                Log(there is null ? 'I' : 'U', row, ref sequence);
                break;
        }
    }

    private bool IsSameKey(Dictionary<string, (string Literal, string Text)> one, Dictionary<string, (string Literal, string Text)> other) => Shape.Key.All(name => one[name] == other[name]);

    private void Log(char operation, Dictionary<string, (string Literal, string Text)>? row, ref int sequence) =>
        Changes.Add($"'{operation}', {++sequence}, {string.Join(", ", Columns.Select(name => row is null ? "NULL" : row[name].Literal))}");
}
