using CdcToSnowflake.Emulator.Tests.Tasks;

namespace CdcToSnowflake.Emulator.Tests.Streams;

public sealed class StreamChaosTests
{
    [Fact]
    public async Task StreamThatGoesStaleOvernight_ItsTaskFails_UntilTheStreamIsMadeAnew()
    {
        var nights = await StruckNightsAsync(seed: 5);
        Assert.InRange(nights.Count, 1, 20);
        Assert.Equal(nights, await StruckNightsAsync(seed: 5));
        Assert.NotEqual(nights, await StruckNightsAsync(seed: 6));
    }

    // Thirty days of one row each; after a night that struck, the table is copied in full and the stream made anew.
    private static async Task<List<int>> StruckNightsAsync(int seed)
    {
        using var world = new TaskWorld(nights: new StreamChaos { Seed = seed, Stale = 0.2 });
        world.Sql.Run("""
            CREATE STREAM s ON TABLE t;
            CREATE TASK copy TARGET_COMPLETION_INTERVAL = '1 MINUTE' WHEN SYSTEM$STREAM_HAS_DATA('s') AS INSERT INTO log SELECT id::VARCHAR, NULL FROM s;
            ALTER TASK copy RESUME
            """);
        var struck = new List<int>();
        for (var day = 1; day <= 30; day++)
        {
            world.Sql.Run($"INSERT INTO t VALUES ({day})");
            await world.StepAfterAsync(24 * 3600);
            if (world.Log.Count == day)
            {
                continue;
            }

            struck.Add(day);
            Assert.Equal(91901, world.Sql.Fails("SELECT * FROM s").Number);
            Assert.Equal(["FAILED|91901"], world.Sql.Rows("SELECT state, error_code FROM TABLE(information_schema.task_history(RESULT_LIMIT => 1))"));
            world.Sql.Run("CREATE OR REPLACE STREAM s ON TABLE t; DELETE FROM log; INSERT INTO log SELECT id::VARCHAR, NULL FROM t");
        }

        return struck;
    }
}
