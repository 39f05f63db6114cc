using System.Globalization;

namespace CdcToSnowflake.Binlog.Changes;

/// <summary>A table's columns by name; and by number, as <c>mysqlbinlog</c> prints those of binlogs without names.</summary>
internal sealed class ColumnNames
{
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.OrdinalIgnoreCase);
    private readonly string[] _names;

    public ColumnNames(IReadOnlyList<BinlogColumn> columns)
    {
        _names = [.. columns.Select((c, i) => c.Name ?? string.Create(CultureInfo.InvariantCulture, $"@{i + 1}"))];
        for (var i = 0; i < _names.Length; i++)
        {
            _ordinals.TryAdd(_names[i], i); // No server has two of one name; of a hostile log's, the first.
        }
    }

    public string this[int column] => _names[column];

    public bool TryFind(string name, out int column)
    {
        if (_ordinals.TryGetValue(name, out column))
        {
            return true;
        }

        column = name.StartsWith('@') && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number - 1 : -1;
        return (uint)column < (uint)_names.Length;
    }

    public KeyNotFoundException NotFound(string name, BinlogTable table) => new(table.HasNames || _names.Length == 0
        ? $"{table} has no column '{name}'; it has {string.Join(", ", _names)}."
        : $"The binlog has no names for the columns of {table} (binlog_row_metadata is MINIMAL), so '{name}' can't be found. SET GLOBAL binlog_row_metadata = 'FULL' logs them from then on; " +
          $"or ask by place: @1 to @{_names.Length.ToString(CultureInfo.InvariantCulture)}.");
}
