using System.Diagnostics;
using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>
/// Money moves in two banks, on a MySQL and a MariaDB, while everything between them and CI breaks: whoever looks at RAW or CI, at any moment, sees all of it; and at the end every row is
/// as at the source.
/// </summary>
public sealed class BankTests(ITestOutputHelper output)
{
    private const string Cut = "connection cut", CutInPacket = "connection reset in a packet", Restarted = "server restarted", ServerKilled = "server killed";
    private const string ReadAgain = "savings", Again = "again";

    private static readonly bool Long = Environment.GetEnvironmentVariable("CDC_TEST_LONG") == "1";
    private static readonly int LeastFaults = Long ? 1_000 : 50;
    private const int LeastStates = 12;

    // How long money moves while things break, at the least.
    private static readonly TimeSpan LeastTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(Long ? 30 : 3);

    // What a run must have had before it may end.
    private static readonly string[] Kinds =
    [
        CaptureLives.Killed, CaptureLives.Cancelled, Cut, CutInPacket, Restarted, ServerKilled, S3FaultProxy.Refused, S3FaultProxy.Failed, S3FaultProxy.ResetInUpload,
        S3FaultProxy.LostAnswer, S3FaultProxy.Late, S3FaultProxy.Slow, S3FaultProxy.Silent,
    ];

    [Fact]
    public async Task EveryLook_WhateverBreaks_SeesAllTheMoney()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("CDC_TEST_SEED") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
        var faults = new FaultCount();
        var began = Stopwatch.StartNew();
        await using var a = await BankBrand.StartAsync("BRAND_A", await MySqlServer.StartAsync(), balance: 1_000, seed);
        await using var b = await BankBrand.StartAsync("BRAND_B", await MariaDbServer.StartAsync(), balance: 700, seed + 1);
        BankBrand[] brands = [a, b];
        await using var warehouse = await BankWarehouse.StartAsync(faults, seed);
        await using var lives = new CaptureLives(CaptureSettings.For(warehouse, brands), () => warehouse.Cuts, faults, seed);
        var watch = new BankWatch(warehouse, brands, lives.Check);
        foreach (var brand in brands)
        {
            brand.Open();
        }

        warehouse.Network.Chance = 0.02;
        lives.Start();
        await watch.UntilSnapshotsAsync(LongestWait, () => lives.Messages);
        Note("Read");
        using var enough = new CancellationTokenSource();
        var watching = watch.RunAsync(enough.Token);
        try
        {
            await BreakAsync(warehouse, brands, faults, new Random(seed), watching);
            await Task.WhenAll(brands.Select(brand => brand.CloseAsync()));
            warehouse.Network.Chance = 0;
            await lives.CalmAsync();
            Note("Calm");
            await watch.UntilReadAsync(ReadAgain, Again, LongestWait, () => lives.Messages);
            await watch.UntilArrivedAsync(LongestWait, () => lives.Messages);
        }
        finally
        {
            await enough.CancelAsync();
            await Task.WhenAny(watching);
        }

        var looks = await watching;
        Note("Arrived");
        var (rows, lost, doubled) = await CompareAsync(warehouse, brands);
        output.WriteFigure($"Bank, seed {seed}: {faults.Total} faults ({faults}); {warehouse.Chaos.Held} files held back, {warehouse.Chaos.Repeated} files loaded twice; {brands.Sum(brand => brand.Committed)} transactions, at full rate a third of the time; {rows} rows compared; {looks} looks at RAW and CI, {watch.States} states, each right; lost {lost}, doubled {doubled}");
        Assert.True(watch.States >= LeastStates, $"Only {watch.States} states were seen.");
        Assert.Equal((0, 0), (lost, doubled));
        Assert.True(warehouse.Chaos is { Held: > 0, Repeated: > 0 }, $"{warehouse.Chaos.Held} files were held back, {warehouse.Chaos.Repeated} loaded twice.");

        void Note(string what) => output.WriteLine($"{what} after {began.Elapsed.TotalSeconds:0} s: {faults.Total} faults, {brands.Sum(brand => brand.Committed)} transactions, {warehouse.Cuts} cuts.");
    }

    /// <summary>Breaks networks and servers for a minute, and until there were enough faults of each kind; halfway a table is read anew and a schema changes.</summary>
    private static async Task BreakAsync(BankWarehouse warehouse, BankBrand[] brands, FaultCount faults, Random random, Task watching)
    {
        var changed = false;
        var began = Stopwatch.StartNew();
        for (var round = 0; faults.Total < LeastFaults || began.Elapsed < LeastTime || Kinds.Any(kind => faults[kind] == 0); round++)
        {
            // Rush hours, and hours in which captures that share two cores with the servers get on.
            Array.ForEach(brands, each => each.Hurry(round % 3 == 0));
            var brand = brands[random.Next(brands.Length)];
            switch (round % 12)
            {
                case 5:
                    await brand.Server.KillAsync();
                    await brand.Server.StartAgainAsync();
                    faults.Add(ServerKilled);
                    break;
                case 11:
                    await brand.Server.RestartAsync();
                    faults.Add(Restarted);
                    break;
                case var n when n % 2 == 0:
                    brand.Network.Cut();
                    faults.Add(Cut);
                    break;
                default:
                    brand.Network.CutAfter(random.Next(1, 20_000), NetworkFault.Reset);
                    faults.Add(CutInPacket);
                    break;
            }

            if (!changed && faults.Total >= LeastFaults / 2)
            {
                changed = true;
                foreach (var each in brands)
                {
                    await SnapshotMarks.AskAsync(warehouse.Store, each.Id, new TableName(BankSchema.Schema, ReadAgain), Again, CancellationToken.None);
                    await each.AddColumnAsync();
                }
            }

            // Captures come back and get somewhere before the next fault: what is broken without a pause stands still, and looks at it prove nothing. A look that was wrong ends it at once.
            await Task.WhenAny(watching, UntilCutAsync(warehouse, warehouse.Cuts + random.Next(1, 4)));
            if (watching.IsCompleted)
            {
                await watching;
            }
        }

        Assert.True(changed);
    }

    private static async Task UntilCutAsync(BankWarehouse warehouse, int cuts)
    {
        var longest = Task.Delay(TimeSpan.FromSeconds(8));
        while (warehouse.Cuts < cuts && !longest.IsCompleted)
        {
            await Task.Delay(20);
        }
    }

    private static async Task<(int Rows, int Lost, int Doubled)> CompareAsync(BankWarehouse warehouse, BankBrand[] brands)
    {
        var (rows, lost, doubled) = (0, 0, 0);
        foreach (var brand in brands)
        {
            foreach (var (table, columns) in BankSchema.Tables)
            {
                var source = await brand.RowsAsync($"SELECT {string.Join(", ", columns)} FROM bank.{table}");
                var names = string.Join(", ", columns.Select(column => $"\"{column.ToUpperInvariant()}\""));
                foreach (var target in (string[])[$"{brand.Raw}.\"{table.ToUpperInvariant()}\"", $"CI_DB.CI_SCHEMA.\"{table.ToUpperInvariant()}\" WHERE BRAND_ID = '{brand.Id}'"])
                {
                    var arrived = await warehouse.RowsAsync($"SELECT {names} FROM {target}");
                    rows += source.Count;
                    lost += BankRows.Missing(source, arrived);
                    doubled += BankRows.Missing(arrived, source);
                }
            }
        }

        Assert.True(rows > 0);
        return (rows, lost, doubled);
    }
}
