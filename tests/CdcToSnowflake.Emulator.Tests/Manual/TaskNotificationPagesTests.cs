using System.Text.Json;
using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator.Tests.Tasks;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>"Configure a task to send error notifications" and "Configure a task to send success notifications", each against its page's own example.</summary>
public sealed partial class TaskNotificationPagesTests : IDisposable
{
    // As the pages print them; the escapes of the first are of the text within SNS's envelope.
    private const string ErrorExample = """
        {"version":"1.0","messageId":"3ff1eff0-7ad7-493c-9552-c0307087e0c6","messageType":"USER_TASK_FAILED","timestamp":"2021-11-11T19:46:39.648Z","accountName":"AWS_UTEN_DPO_ACC","taskName":"AWS_UTEN_DPO_DB.AWS_UTEN_SC.UTEN_AWS_TK1","taskId":"01a03962-2b57-889e-0000-000000000001","rootTaskName":"AWS_UTEN_DPO_DB.AWS_UTEN_SC.UTEN_AWS_TK1","rootTaskId":"01a03962-2b57-889e-0000-000000000001","messages":[{"runId":"2021-11-11T19:46:23.826Z","scheduledTime":"2021-11-11T19:46:23.826Z","queryStartTime":"2021-11-11T19:46:24.879Z","completedTime":"null","queryId":"01a03962-0300-0002-0000-0000000034d8","errorCode":"000630","errorMessage":"Statement reached its statement or warehouse timeout of 10 second(s) and was canceled."}]}
        """;

    private const string SuccessExample = """
        {"version":"1.0","messageId":"3ff1eff0-7ad7-493c-9552-c0307087e0c6","messageType":"GRAPH_SUCCEEDED","timestamp":"2021-11-11T19:46:39.648Z","accountName":"XY12345","rootTaskName":"AWS_UTEN_DPO_DB.AWS_UTEN_SC.UTEN_AWS_TK1","rootTaskId":"01a03962-2b57-889e-0000-000000000001","messages":[{"runId":"2021-11-11T19:46:23.826Z","scheduledTime":"2021-11-11T19:46:23.826Z","queryStartTime":"2021-11-11T19:46:24.879Z","graphCompletedTime":"2021-11-11T19:54:24.559Z","queryId":"01a03962-0300-0002-0000-0000000034d8","attemptNumber":5}]}
        """;

    private readonly TaskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task ConfigureATaskToSendErrorNotifications_TimedOut_MessageIsTheExamples_ButForNamesIdsAndTimes()
    {
        _world.Sql.Run("CREATE TASK slow SCHEDULE = '1 MINUTE' USER_TASK_TIMEOUT_MS = 10000 ERROR_INTEGRATION = my_errors AS CALL SYSTEM$WAIT(1, 'HOURS'); EXECUTE TASK slow");
        await _world.StepWhileTimePassesAsync(TimeSpan.FromSeconds(1));
        var (integration, message) = Assert.Single(_world.Notifications.Heard);
        Assert.Equal("MY_ERRORS", integration);
        Assert.Equal(Shape(ErrorExample), Shape(message));
        Assert.Equal("D.PUBLIC.SLOW", Field(message, "taskName"));
    }

    [Fact]
    public async Task ConfigureATaskToSendErrorNotifications_FailedChild_IsToldToTheRootsIntegration_EachAttempt()
    {
        _world.Sql.Run("""
            CREATE TASK root SCHEDULE = '1 MINUTE' TASK_AUTO_RETRY_ATTEMPTS = 1 ERROR_INTEGRATION = my_errors AS SELECT 1;
            CREATE TASK child AFTER root AS SELECT 'x'::NUMBER(5,0); ALTER TASK child RESUME; EXECUTE TASK root
            """);
        await _world.StepAfterAsync(0);
        Assert.Equal(2, _world.Notifications.Heard.Count);
        foreach (var (_, message) in _world.Notifications.Heard)
        {
            Assert.Equal(["D.PUBLIC.CHILD", "D.PUBLIC.ROOT"], new[] { Field(message, "taskName"), Field(message, "rootTaskName") });
            Assert.Contains("\"errorCode\":\"100038\",\"errorMessage\":\"Numeric value 'x' is not recognized\"", message, StringComparison.Ordinal);
            Assert.Contains(_world.Sql.Rows("SELECT query_id FROM TABLE(information_schema.task_history(TASK_NAME => 'child'))"), id => message.Contains(id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task ConfigureATaskToSendErrorNotifications_RetriedChild_NamesItsRootsIdTheRunAndEachAttemptsTimes()
    {
        _world.Sql.Run("""
            CREATE TASK root SCHEDULE = '1 MINUTE' TASK_AUTO_RETRY_ATTEMPTS = 1 ERROR_INTEGRATION = my_errors AS SELECT 1;
            CREATE TASK child AFTER root AS EXECUTE IMMEDIATE $$BEGIN CALL SYSTEM$WAIT(10); SELECT 'x'::NUMBER(5,0); END$$; ALTER TASK child RESUME
            """);
        var due = _world.Clock.GetUtcNow();
        _world.Sql.Run("EXECUTE TASK root");
        _world.Clock.Advance(TimeSpan.FromSeconds(5));
        await _world.StepWhileTimePassesAsync(TimeSpan.FromSeconds(1));
        var ids = _world.Sql.Rows("SHOW TASKS ->> SELECT \"id\" FROM $1 ORDER BY \"name\"");
        var told = _world.Notifications.Heard.Select(heard => JsonDocument.Parse(heard.Message).RootElement).ToList();
        Assert.Equal(2, told.Count);
        Assert.All(told, message => Assert.Equal(ids, new[] { "taskId", "rootTaskId" }.Select(field => message.GetProperty(field).GetString()!)));
        var runs = told.Select(message => message.GetProperty("messages")[0]).Select(run => new[] { "runId", "scheduledTime", "queryStartTime", "completedTime" }.Select(field => DateTimeOffset.Parse(run.GetProperty(field).GetString()!, System.Globalization.CultureInfo.InvariantCulture)).ToList()).ToList();
        Assert.Equal((due, due, due), (runs[0][0], runs[1][0], runs[0][1]));
        Assert.True(runs[0][1] < runs[0][2] && runs[0][2] < runs[0][3] && runs[0][3] <= runs[1][1] && runs[1][2] < runs[1][3], string.Join(", ", runs.SelectMany(run => run)));
        Assert.NotEqual(told[0].GetProperty("messageId").GetString(), told[1].GetProperty("messageId").GetString());
    }

    [Fact]
    public async Task ConfigureATaskToSendSuccessNotifications_SucceededGraph_IsTold_StandaloneTaskIsNot()
    {
        _world.Sql.Run("""
            CREATE TASK root SCHEDULE = '1 MINUTE' SUCCESS_INTEGRATION = "Good" AS SELECT 1; CREATE TASK child AFTER root AS SELECT 1; ALTER TASK child RESUME; EXECUTE TASK root;
            CREATE TASK alone SCHEDULE = '1 MINUTE' SUCCESS_INTEGRATION = "Good" AS SELECT 1; EXECUTE TASK alone
            """);
        await _world.StepAfterAsync(0);
        var (integration, message) = Assert.Single(_world.Notifications.Heard);
        Assert.Equal("Good", integration);
        Assert.Equal(Shape(SuccessExample).Replace("number 5", "number 1", StringComparison.Ordinal), Shape(message));
    }

    [Fact]
    public async Task ConfigureATaskToSendSuccessNotifications_SucceededByARetry_TellsTheAttemptAndTheRunThatItBelongsTo()
    {
        _world.Sql.Run("""
            CREATE TASK root SCHEDULE = '1 MINUTE' TASK_AUTO_RETRY_ATTEMPTS = 2 SUCCESS_INTEGRATION = "Good" AS SELECT 1;
            CREATE TASK child AFTER root AS EXECUTE IMMEDIATE $$BEGIN CALL SYSTEM$WAIT(10); INSERT INTO needed VALUES (1); END$$; ALTER TASK child RESUME;
            CREATE TASK last FINALIZE = root AS CREATE TABLE IF NOT EXISTS needed (i INT); ALTER TASK last RESUME
            """);
        var due = _world.Clock.GetUtcNow();
        _world.Sql.Run("EXECUTE TASK root");
        await _world.StepWhileTimePassesAsync(TimeSpan.FromSeconds(1));
        var run = JsonDocument.Parse(Assert.Single(_world.Notifications.Heard).Message).RootElement.GetProperty("messages")[0];
        var times = new[] { "runId", "scheduledTime", "graphCompletedTime" }.Select(field => DateTimeOffset.Parse(run.GetProperty(field).GetString()!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal((2, due), (run.GetProperty("attemptNumber").GetInt32(), times[0]));
        Assert.True(due < times[1] && times[1] < times[2], string.Join(", ", times));
    }

    [Fact]
    public async Task ConfigureATaskToSendErrorNotifications_RefusedMessage_IsDeliveredAgain_AtLeastOnce()
    {
        _world.Sql.Run("CREATE TASK bad SCHEDULE = '1 MINUTE' ERROR_INTEGRATION = my_errors AS SELECT 'x'::NUMBER(5,0); EXECUTE TASK bad");
        _world.Notifications.Refusals = 1;
        await Assert.ThrowsAsync<IOException>(() => _world.Emulator.StepAsync());
        await _world.StepAfterAsync(1);
        Assert.Equal(2, _world.Notifications.Heard.Count);
        Assert.Single(_world.Notifications.Heard.Distinct());
    }

    // The fields in their order, ids and times reduced to their form, names and messages left out.
    private static string Shape(string json)
    {
        var lines = new List<string>();
        Add(JsonDocument.Parse(json).RootElement, string.Empty);
        return string.Join('\n', lines);

        void Add(JsonElement value, string path)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var property in value.EnumerateObject())
                    {
                        Add(property.Value, path + "." + property.Name);
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var item in value.EnumerateArray())
                    {
                        Add(item, path + "[]");
                    }

                    break;
                case JsonValueKind.Number:
                    lines.Add($"{path} number {value}");
                    break;
                default:
                    var text = value.GetString()!;
                    lines.Add($"{path} {(Uuid().IsMatch(text) ? "uuid" : Time().IsMatch(text) ? "time" : path.EndsWith("Name", StringComparison.Ordinal) ? "name" : text)}");
                    break;
            }
        }
    }

    private static string? Field(string json, string name) => JsonDocument.Parse(json).RootElement.GetProperty(name).GetString();

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
    private static partial Regex Time();
}
