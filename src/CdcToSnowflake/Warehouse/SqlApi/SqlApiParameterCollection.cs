using System.Collections;
using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Warehouse.SqlApi.Values;

namespace CdcToSnowflake.Warehouse.SqlApi;

internal sealed class SqlApiParameterCollection : DbParameterCollection
{
    private const string CountName = "MULTI_STATEMENT_COUNT";

    private readonly List<SqlApiParameter> _items = [];

    public override int Count => _items.Count;

    public override object SyncRoot => _items;

    /// <summary>The bindings by name or ordinal, and how many statements the command has; null if it doesn't say.</summary>
    public (IReadOnlyList<(string Name, Binding Value)> Bindings, int? StatementCount) Read()
    {
        int? count = null;
        var bindings = new List<(string, Binding)>();
        foreach (var item in _items)
        {
            if (item.ParameterName.Equals(CountName, StringComparison.OrdinalIgnoreCase))
            {
                count = Convert.ToInt32(item.Value, CultureInfo.InvariantCulture);
                ArgumentOutOfRangeException.ThrowIfNegative(count.Value, CountName);
                continue;
            }

            var name = item.ParameterName.TrimStart(':');
            bindings.Add((name.Length > 0 ? name : (bindings.Count + 1).ToString(CultureInfo.InvariantCulture), Binding.Of(item.Value, item.DbType)));
        }

        return count is null or 1 || bindings.Count == 0
            ? (bindings, count)
            : throw new NotSupportedException("Snowflake binds no parameters in a command of several statements (manual: \"Submitting multiple SQL statements in a single request\").");
    }

    public override int Add(object value)
    {
        _items.Add((SqlApiParameter)value);
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

    public override bool Contains(object value) => _items.Contains((SqlApiParameter)value);

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)_items).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => _items.GetEnumerator();

    public override int IndexOf(object value) => _items.IndexOf((SqlApiParameter)value);

    public override int IndexOf(string parameterName) => _items.FindIndex(item => item.ParameterName == parameterName);

    public override void Insert(int index, object value) => _items.Insert(index, (SqlApiParameter)value);

    public override void Remove(object value) => _items.Remove((SqlApiParameter)value);

    public override void RemoveAt(int index) => _items.RemoveAt(index);

    public override void RemoveAt(string parameterName) => _items.RemoveAt(IndexOf(parameterName));

    protected override DbParameter GetParameter(int index) => _items[index];

    protected override DbParameter GetParameter(string parameterName) => _items[IndexOf(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => _items[index] = (SqlApiParameter)value;

    protected override void SetParameter(string parameterName, DbParameter value) => _items[IndexOf(parameterName)] = (SqlApiParameter)value;
}
