using System.Globalization;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>Looks at RAW and CI all the time.</summary>
internal sealed class BankWatch(BankWarehouse warehouse, IReadOnlyList<BankBrand> brands, Action checkService)
{
    private const string Ci = "CI_DB.CI_SCHEMA";

    private readonly HashSet<string> _states = new(StringComparer.Ordinal);

    /// <summary>How many states it has seen that differ in their number of rows: looks at one that never changes would prove nothing.</summary>
    public int States => _states.Count;

    /// <summary>Waits until each table was read as it was at the start, and what was read has arrived: from then on RAW and CI are the source's states.</summary>
    public async Task UntilSnapshotsAsync(TimeSpan longest, Func<string> diagnosis)
    {
        foreach (var table in BankSchema.Tables.Keys)
        {
            await UntilReadAsync(table, SnapshotMarks.Initial, longest, diagnosis);
        }

        await UntilArrivedAsync(longest, diagnosis);
    }

    /// <summary>Waits until a table's reading has ended in each brand.</summary>
    public async Task UntilReadAsync(string table, string id, TimeSpan longest, Func<string> diagnosis)
    {
        foreach (var brand in brands)
        {
            await UntilAsync(
                longest,
                () => $"{brand.Id}'s table {table} was not read.\n{diagnosis()}",
                () => IsThereAsync(StorePath.SnapshotDone(brand.Id, StorePath.Table(BankSchema.Schema, table), id)));
        }
    }

    /// <summary>Waits until what is committed now has come through to CI.</summary>
    public async Task UntilArrivedAsync(TimeSpan longest, Func<string> diagnosis)
    {
        foreach (var brand in brands)
        {
            var sentinel = await brand.CommitSentinelAsync();
            await UntilAsync(
                longest,
                () => $"{brand.Id}'s row {sentinel} did not come through to CI.\n{diagnosis()}",
                async () => (await warehouse.RowsAsync($"SELECT TELLER FROM {Ci}.TALLIES WHERE BRAND_ID = '{brand.Id}' AND TELLER = {sentinel}")).Count > 0);
        }
    }

    /// <summary>Looks until it is told to stop.</summary>
    /// <returns>How often it looked.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var looks = 0;
        while (!stop.IsCancellationRequested)
        {
            Check();
            foreach (var brand in brands)
            {
                Look(brand, "RAW", await warehouse.RowsAsync(BankSchema.Sums(brand.Raw, "")));
                Look(brand, "CI", await warehouse.RowsAsync(BankSchema.Sums(Ci, $"WHERE BRAND_ID = '{brand.Id}'")));
                looks += 2;
            }

            await Task.Delay(20, CancellationToken.None);
        }

        return looks;
    }

    private void Look(BankBrand brand, string where, List<string> sums)
    {
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{brand.Total} | 0 | "), Assert.Single(sums), StringComparison.Ordinal);
        _states.Add($"{brand.Id} {where} {sums[0]}");
    }

    private void Check()
    {
        checkService();
        Assert.False(warehouse.Running.IsFaulted, warehouse.Running.Exception?.ToString());
        foreach (var brand in brands)
        {
            brand.Check();
        }
    }

    private async Task UntilAsync(TimeSpan longest, Func<string> failure, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(longest);
        while (!await condition())
        {
            Check();
            if (limit.IsCancellationRequested)
            {
                Assert.Fail(failure());
            }

            await Task.Delay(100, CancellationToken.None);
        }
    }

    private async Task<bool> IsThereAsync(string key)
    {
        await foreach (var found in warehouse.Store.ListAsync(key))
        {
            return found.Key == key;
        }

        return false;
    }
}
