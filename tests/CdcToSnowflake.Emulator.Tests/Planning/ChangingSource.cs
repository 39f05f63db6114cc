using System.Globalization;
using System.Text;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Planning;

/// <summary>A brand whose tables change their columns while rows keep changing: <c>orders</c> from the first, and others that come later.</summary>
internal sealed class ChangingSource(string brand, Random random)
{
    private readonly List<ChangingTable> _others = [];
    private long _cut;

    public string Brand => brand;

    public ChangingTable Orders { get; } = new(ShopSource.Orders, random);

    public IEnumerable<ChangingTable> Tables => _others.Prepend(Orders);

    /// <summary>A table that the source makes now, and fills from its next cut on.</summary>
    public void AddTable(SourceTable table) => _others.Add(new ChangingTable(table, random));

    /// <summary>Some random changes of each table in its present shape, committed as a cut.</summary>
    public async Task CutAsync(IObjectStore store)
    {
        _cut++;
        List<(string Line, int Rows)> written = [];
        foreach (var table in Tables)
        {
            written.Add(await table.WriteAsync(store, brand, _cut));
        }

        var header = string.Create(CultureInfo.InvariantCulture, $$"""{"kind":"cut","cut":{{_cut}},"writer":"w","brand":"{{brand}}","tables":{{written.Count}},"rows":{{written.Sum(table => table.Rows)}},"lastCommitAt":{{_cut * 1_000_000}}}""");
        await store.CreateAsync(StorePath.Cut(brand, (ulong)_cut), Encoding.UTF8.GetBytes(string.Join('\n', written.Select(table => table.Line).Prepend(header))));
    }
}
