using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>The whole way in the warehouse, by the SDK's own generated SQL under random options: files → pipes or COPY → STG → RAW → CI, whatever goes wrong on it.</summary>
public sealed class FlowPropertyTests
{
    // Each failed or cancelled run leaves the work to a later one, and a run may take one cut only.
    private const int MostDrains = 200;

    // The shortest schedule.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("CDC_TEST_LONG") == "1";

    [Fact]
    public async Task AnyHistory_AnySchemas_AnyOptions_FilesLateTwiceOutOfOrderLost_TasksStruck_Restarts_RawIsAlwaysAStateOfTheSource() =>
        await Gen.Int[0, int.MaxValue].SampleAsync(HoldsAsync, iter: IsLong ? 100 : 3, threads: 1, print: seed => "seed " + seed.ToString(CultureInfo.InvariantCulture));

    private static async Task HoldsAsync(int seed)
    {
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("flow-").FullName;
        var plan = new RandomPlan(random);
        try
        {
            var files = new FolderObjectStore(Path.Combine(folder, "store"));
            RandomSource[] sources = [new("brand_a", plan, random), new("brand_b", plan, random)];
            var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
            var lives = random.Next(1, 4);
            for (var life = 0; life < lives; life++)
            {
                var options = plan.Begin(life, sources);
                var emulator = new EmulatorOptions
                {
                    Database = Database(life),
                    Clock = clock,
                    Threads = 2, // as users have it
                    MinimumTriggerInterval = TimeSpan.Zero,
                    Chaos = new PipeChaos { Seed = seed + life, Lose = 0.05 },
                    TaskChaos = new TaskChaos { Seed = seed + life, MostStatements = 12 },
                };
                await LiveAsync(emulator, options, isLast: life == lives - 1, files, plan, sources, random, clock, Database(life + 1));
            }

            string Database(int life) => Path.Combine(folder, $"life{life}.db");
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"The run of the seed {seed} failed, with {plan}: {error.Message}", error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>An emulator's time on a database: it ends by closing, or in the middle of whatever it was at, as a kill would leave it.</summary>
    private static async Task LiveAsync(EmulatorOptions options, DeploymentOptions made, bool isLast, FolderObjectStore files, RandomPlan plan, RandomSource[] sources, Random random, FakeTimeProvider clock, string next)
    {
        await using var emulator = new SnowflakeEmulator(options);
        using (var deployment = new SnowflakeDeployment(emulator, made))
        {
            await using var sql = await emulator.OpenConnectionAsync();
            sql.Run($"CREATE WAREHOUSE IF NOT EXISTS {RandomPlan.Warehouse}");
            foreach (var source in sources)
            {
                await source.StartAsync(deployment, files.Location);
            }

            var store = await emulator.WatchAsync(files);
            await using var reader = new FlowReader(emulator, plan, sources);
            for (var cut = 0; cut < 4; cut++)
            {
                foreach (var source in sources)
                {
                    await source.CutAsync(store, deployment);
                }

                for (var steps = random.Next(3); steps > 0; steps--)
                {
                    clock.Advance(Tick);
                    await emulator.StepAsync();
                    Array.ForEach(sources, source => IsAStateOfTheSource(source, plan, sql));
                }

                if (plan.Sql.StgKeep is not null && random.Next(2) == 0)
                {
                    Array.ForEach(sources, source => sql.Run($"EXECUTE TASK {source.Brand}_DB.STG_SCHEMA.PURGE_STG"));
                }
            }

            if (isLast)
            {
                await DrainAsync(emulator, plan, sources, sql, clock);
            }
        }

        if (!isLast && random.Next(2) == 0)
        {
            // The disk as it is now; else as a clean end leaves it.
            Copy(options.Database!, next);
        }
        else if (!isLast)
        {
            await emulator.DisposeAsync();
            Copy(options.Database!, next);
        }
    }

    private static async Task DrainAsync(SnowflakeEmulator emulator, RandomPlan plan, RandomSource[] sources, DbConnection sql, FakeTimeProvider clock)
    {
        for (var drains = 0; !Array.TrueForAll(sources, source => IsThrough(source, plan, sql)); drains++)
        {
            Assert.True(drains < MostDrains, "It goes no further: " + string.Join(", ", sources.Select(source => $"{source.Brand} is at {string.Join(" ", Merged(source, sql))} of {source.Cuts}, its CI at {string.Join(" ", CiCuts(source, plan, sql))}"))
                + string.Join("; ", sql.Rows("SELECT DISTINCT name, error_message FROM TABLE(BRAND_A_DB.INFORMATION_SCHEMA.TASK_HISTORY(ERROR_ONLY => TRUE))")));
            foreach (var pipe in sql.Rows("SHOW PIPES IN ACCOUNT").Select(row => row.Split('|')))
            {
                sql.Run($"ALTER PIPE \"{pipe[2]}\".\"{pipe[3]}\".\"{pipe[1]}\" REFRESH");
            }

            clock.Advance(Tick);
            await emulator.DrainAsync();
            Array.ForEach(sources, source => IsAStateOfTheSource(source, plan, sql));
        }
    }

    private static void Copy(string database, string next)
    {
        File.Copy(database, next);
        if (File.Exists(database + ".wal"))
        {
            File.Copy(database + ".wal", next + ".wal");
        }
    }

    /// <summary>
    /// Each RAW table is the source's at its watermark. Where a brand merges as a whole all its tables have the same, and CI has them all as they were at one cut up to it; where tables merge each by
    /// itself, each has a watermark of its own, and CI each table as it was at some cut up to that: what one transaction of the source wrote may be seen apart.
    /// </summary>
    private static void IsAStateOfTheSource(RandomSource source, RandomPlan plan, DbConnection sql)
    {
        var merged = Merged(source, sql);
        Assert.True(plan.IsByTable || merged.Distinct().Count() == 1);
        for (var table = 0; table < merged.Length; table++)
        {
            var state = source.StateAfter(merged[table])[table];
            Assert.Equal(state.Lines(plan), state.Lines(plan, source.Read(table, "RAW").Rows(sql)));
            foreach (var layer in new[] { "RAW", "CI" }.Where(state.Table.IsSoft))
            {
                source.Tables[table].KeepsDeleted(layer, source.Read(table, layer).Keys(sql));
            }
        }

        Assert.All(CiCuts(source, plan, sql), cut => Assert.True(cut >= 0));
    }

    private static bool IsThrough(RandomSource source, RandomPlan plan, DbConnection sql) => Merged(source, sql).Concat(CiCuts(source, plan, sql)).All(cut => cut == source.Cuts);

    private static long[] Merged(RandomSource source, DbConnection sql) => [.. Enumerable.Range(0, source.Tables.Count).Select(table => source.Read(table, "RAW").Merged(sql))];

    /// <summary>The newest cut up to the watermark that each CI table equals, the same for all unless tables merge each by itself; -1: none.</summary>
    private static long[] CiCuts(RandomSource source, RandomPlan plan, DbConnection sql)
    {
        var merged = Merged(source, sql);
        List<string[]>[] rows = [.. merged.Select((_, table) => source.Read(table, "CI").Rows(sql))];
        return plan.IsByTable
            ? [.. merged.Select((upTo, table) => Newest(upTo, cut => IsAt(cut, table)))]
            : [Newest(merged[0], cut => Enumerable.Range(0, rows.Length).All(table => IsAt(cut, table)))];

        bool IsAt(long cut, int table) => source.StateAfter(cut)[table] is var state && state.Rows.Count == rows[table].Count && state.Lines(plan).SequenceEqual(state.Lines(plan, rows[table]));
    }

    private static long Newest(long upTo, Func<long, bool> holds)
    {
        while (upTo >= 0 && !holds(upTo))
        {
            upTo--;
        }

        return upTo;
    }
}
