using System.Data.Common;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Tasks;

/// <summary>An emulator on a clock that the test moves, with a table t, a table log, two notification integrations, and a listener at every integration.</summary>
internal sealed class TaskWorld : IDisposable
{
    public const string Runs = "SELECT name, state, scheduled_from, attempt_number FROM TABLE(information_schema.task_history()) WHERE completed_time IS NOT NULL ORDER BY completed_time, run_id, attempt_number, name";

    public TaskWorld(TaskChaos? chaos = null, TimeProvider? clock = null, StreamChaos? nights = null)
    {
        Emulator = new SnowflakeEmulator(new EmulatorOptions { Clock = clock ?? Clock, Notifications = Notifications, TaskChaos = chaos, StreamChaos = nights });
        Sql = Emulator.OpenIn();
        Sql.Run("CREATE TABLE t (id NUMBER(10,0)); CREATE TABLE log (what VARCHAR, at TIMESTAMP_NTZ)");
        foreach (var name in new[] { "my_errors", "\"Good\"" })
        {
            Sql.Run($"""
                CREATE NOTIFICATION INTEGRATION {name} ENABLED = TRUE TYPE = QUEUE DIRECTION = OUTBOUND NOTIFICATION_PROVIDER = AWS_SNS
                AWS_SNS_TOPIC_ARN = 'arn:aws:sns:eu-central-1:1:t' AWS_SNS_ROLE_ARN = 'arn:aws:iam::1:role/r'
                """);
        }
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public RecordingSink Notifications { get; } = new();

    public SnowflakeEmulator Emulator { get; }

    public DbConnection Sql { get; }

    public IReadOnlyList<string> Log => Sql.Rows("SELECT what FROM log ORDER BY at, what");

    /// <summary>A statement that writes a line to log, for a task's body.</summary>
    public static string Say(string what) => $"INSERT INTO log SELECT '{what}', CURRENT_TIMESTAMP()::TIMESTAMP_NTZ";

    /// <summary>Moves the clock and lets all that is due run; how many steps ran something.</summary>
    public async Task<int> StepAfterAsync(double seconds)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        var steps = 0;
        while (await Emulator.StepAsync())
        {
            steps++;
        }

        return steps;
    }

    /// <summary>Lets all that is due run while the clock goes on in steps, as a body that waits needs.</summary>
    public async Task StepWhileTimePassesAsync(TimeSpan step)
    {
        var running = Task.Run(() => Emulator.StepAsync());
        while (!running.IsCompleted)
        {
            Clock.Advance(step);
            await Task.Delay(1);
        }

        await running;
    }

    public void Dispose()
    {
        Sql.Dispose();
        Emulator.Dispose();
    }
}
