using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;
using CsCheck;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>The whole way in the warehouse, by the SDK's own generated SQL: files → pipes → STG → RAW → CI, whatever goes wrong on it.</summary>
public sealed class FlowPropertyTests
{
    // Each failed or cancelled run leaves the work to a later one.
    private const int MostDrains = 200;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("CDC_TEST_LONG") == "1";

    [Fact]
    public async Task AnyHistory_AnySchemas_FilesLateTwiceOutOfOrderLost_TasksStruck_Restarts_RawIsAlwaysAStateOfTheSource() =>
        await Gen.Int[0, int.MaxValue].SampleAsync(HoldsAsync, iter: IsLong ? 100 : 3, threads: 1, print: seed => "seed " + seed.ToString(CultureInfo.InvariantCulture));

    private static async Task HoldsAsync(int seed)
    {
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("flow-").FullName;
        try
        {
            var files = new FolderObjectStore(Path.Combine(folder, "store"));
            (string, bool)[] tables = [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => ("t" + i, random.Next(2) == 0))];
            RandomSource[] sources = [new("brand_a", tables, random), new("brand_b", tables, random)];
            var lives = random.Next(1, 4);
            for (var life = 0; life < lives; life++)
            {
                await LiveAsync(Database(life), seed + life, isLast: life == lives - 1, files, sources, random, Database(life + 1));
            }

            string Database(int life) => Path.Combine(folder, $"life{life}.db");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>An emulator's time on a database: it ends by closing, or in the middle of whatever it was at, as a kill would leave it.</summary>
    private static async Task LiveAsync(string database, int seed, bool isLast, FolderObjectStore files, RandomSource[] sources, Random random, string next)
    {
        await using var emulator = new SnowflakeEmulator(new EmulatorOptions
        {
            Database = database,
            Threads = 2, // as users have it
            MinimumTriggerInterval = TimeSpan.Zero,
            Chaos = new PipeChaos { Seed = seed, Lose = 0.05 },
            TaskChaos = new TaskChaos { Seed = seed, MostStatements = 12 },
        });
        using (var deployment = new SnowflakeDeployment(emulator))
        {
            foreach (var source in sources)
            {
                await source.StartAsync(deployment, files.Location);
            }

            var store = await emulator.WatchAsync(files);
            await using var sql = await emulator.OpenConnectionAsync();
            await using var reader = new FlowReader(emulator, sources);
            for (var cut = 0; cut < 4; cut++)
            {
                foreach (var source in sources)
                {
                    await source.CutAsync(store, deployment);
                }

                for (var steps = random.Next(3); steps > 0; steps--)
                {
                    await emulator.StepAsync();
                    Array.ForEach(sources, source => IsAStateOfTheSource(source, sql));
                }
            }

            if (isLast)
            {
                await DrainAsync(emulator, sources, sql);
            }
        }

        if (!isLast && random.Next(2) == 0)
        {
            // The disk as it is now; else as a clean end leaves it.
            Copy(database, next);
        }
        else if (!isLast)
        {
            await emulator.DisposeAsync();
            Copy(database, next);
        }
    }

    private static async Task DrainAsync(SnowflakeEmulator emulator, RandomSource[] sources, DbConnection sql)
    {
        for (var drains = 0; Array.Exists(sources, source => Merged(source, sql) < source.Cuts || CiCut(source, source.Cuts, sql) < source.Cuts); drains++)
        {
            Assert.True(drains < MostDrains, $"brand_a is at {Merged(sources[0], sql)}, brand_b at {Merged(sources[1], sql)}, and goes no further.");
            sql.Run(string.Join("; ", sql.Rows("SHOW PIPES IN ACCOUNT").Select(row => row.Split('|')).Select(row => $"ALTER PIPE \"{row[2]}\".\"{row[3]}\".\"{row[1]}\" REFRESH")));
            await emulator.DrainAsync();
            Array.ForEach(sources, source => IsAStateOfTheSource(source, sql));
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

    // RAW is the source as it was at the watermark; CI as it was at some cut up to it, all tables at the same.
    private static void IsAStateOfTheSource(RandomSource source, DbConnection sql)
    {
        var merged = Merged(source, sql);
        foreach (var state in source.StateAfter(merged))
        {
            Assert.Equal(state.Rows, Shown(source, state, "RAW", sql));
        }

        Assert.InRange(CiCut(source, merged, sql), 0, merged);
    }

    private static long Merged(RandomSource source, DbConnection sql) =>
        long.Parse(sql.One($"SELECT COALESCE(MAX(\"MERGED_CUT\"), 0) FROM {source.Brand}_DB.STG_SCHEMA.CDC_PROGRESS WHERE \"NAME\" = 'RAW'"), CultureInfo.InvariantCulture);

    /// <summary>The newest cut up to one that CI equals; -1: none.</summary>
    private static long CiCut(RandomSource source, long upTo, DbConnection sql)
    {
        for (var cut = upTo; cut >= 0; cut--)
        {
            if (source.StateAfter(cut).All(state => state.Rows.SequenceEqual(Shown(source, state, "CI", sql))))
            {
                return cut;
            }
        }

        return -1;
    }

    private static List<string> Shown(RandomSource source, RandomSource.TableState state, string layer, DbConnection sql)
    {
        var columns = string.Join(", ", state.Columns.Select(name => $"\"{name.ToUpperInvariant()}\""));
        var from = layer == "RAW" ? $"{source.Brand}_DB.RAW_SCHEMA.{state.Table}" : $"CI_DB.CI_SCHEMA.{state.Table} WHERE \"BRAND_ID\" = '{source.Brand}'";
        return [.. sql.Rows($"SELECT {columns} FROM {from}").Order(StringComparer.Ordinal)];
    }
}
