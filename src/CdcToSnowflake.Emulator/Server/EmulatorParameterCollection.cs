using System.Collections;
using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Emulator.Execution;

namespace CdcToSnowflake.Emulator.Server;

internal sealed class EmulatorParameterCollection : DbParameterCollection
{
    private readonly List<EmulatorParameter> _items = [];

    public override int Count => _items.Count;

    public override object SyncRoot => _items;

    /// <summary>The values of ? in order (a number as name is the position), and of :name.</summary>
    public StatementBinds Binds()
    {
        var positional = _items
            .Where(item => item.ParameterName.Length == 0 || int.TryParse(item.ParameterName, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select((item, i) => (Order: item.ParameterName.Length == 0 ? i + 1 : int.Parse(item.ParameterName, CultureInfo.InvariantCulture), item.Value))
            .OrderBy(item => item.Order);
        return new StatementBinds(
            [.. positional.Select(item => BindValue.Of(item.Value))],
            name => _items.Find(item => string.Equals(item.ParameterName.TrimStart(':'), name, StringComparison.OrdinalIgnoreCase)) is { } found ? BindValue.Of(found.Value) : null);
    }

    public override int Add(object value)
    {
        _items.Add((EmulatorParameter)value);
        return _items.Count - 1;
    }

    public override void AddRange(Array values)
    {
        foreach (var value in values)
        {
            Add(value);
        }
    }

    public override void Clear() => _items.Clear();

    public override bool Contains(object value) => _items.Contains((EmulatorParameter)value);

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)_items).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => _items.GetEnumerator();

    public override int IndexOf(object value) => _items.IndexOf((EmulatorParameter)value);

    public override int IndexOf(string parameterName) => _items.FindIndex(item => item.ParameterName == parameterName);

    public override void Insert(int index, object value) => _items.Insert(index, (EmulatorParameter)value);

    public override void Remove(object value) => _items.Remove((EmulatorParameter)value);

    public override void RemoveAt(int index) => _items.RemoveAt(index);

    public override void RemoveAt(string parameterName) => _items.RemoveAt(IndexOf(parameterName));

    protected override DbParameter GetParameter(int index) => _items[index];

    protected override DbParameter GetParameter(string parameterName) => _items[IndexOf(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => _items[index] = (EmulatorParameter)value;

    protected override void SetParameter(string parameterName, DbParameter value) => _items[IndexOf(parameterName)] = (EmulatorParameter)value;
}
