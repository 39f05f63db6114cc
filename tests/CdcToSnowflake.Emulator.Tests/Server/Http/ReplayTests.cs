using CdcToSnowflake.Emulator.Server.Http;
using CsCheck;

namespace CdcToSnowflake.Emulator.Tests.Server.Http;

/// <summary>The client and the server over a line that breaks: "Resubmitting a request to execute SQL statements".</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task AnswerLost_AfterTheStatementRan_RunsItOnce()
    {
        await using var wire = new WireServer(
            new EmulatorServerOptions { Faults = request => IsFirstSubmission(request) && request.Body.Contains("INSERT", StringComparison.Ordinal) ? ServerFault.LostAnswer : null },
            options => options with { Database = "D" });
        using var direct = wire.Direct();
        direct.Run("CREATE TABLE t (id NUMBER(5,0))");
        await using var command = wire.Source.CreateCommand("INSERT INTO t VALUES (1)");
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
        Assert.Equal("1", direct.One("SELECT COUNT(*) FROM t"));
        Assert.Equal([null, "true"], wire.Submitted.Select(request => request.Query.GetValueOrDefault("retry")));
    }

    /// <summary>Whatever breaks, and however often: each statement runs once, and each row arrives.</summary>
    [Fact]
    public void AnyFaults_EachStatementOnce_EachRowThere() => Gen.Select(Gen.Int[0, 7].Array[60], Gen.Int[0, 400]).Sample(
        (faults, cut) =>
        {
            var next = -1;
            ServerFault? Next(ServerRequest _)
            {
                var i = Interlocked.Increment(ref next);
                return i >= faults.Length ? null : faults[i] switch
                {
                    0 => ServerFault.LostRequest,
                    1 => ServerFault.LostAnswer,
                    2 => ServerFault.CutAnswer(cut),
                    3 => ServerFault.Refusal(429, "0"),
                    4 => ServerFault.Refusal(503),
                    _ => null,
                };
            }

            RunAsync(Next).GetAwaiter().GetResult();
        },
        iter: Environment.GetEnvironmentVariable("CDC_TEST_LONG") == "1" ? 200 : 6,
        threads: 1);

    private static async Task RunAsync(Func<ServerRequest, ServerFault?> faults)
    {
        await using var wire = new WireServer(
            new EmulatorServerOptions { Faults = faults, RowsPerPartition = 2 },
            options => options with { Database = "D", MaxRetries = int.MaxValue, RetryTimeout = Timeout.InfiniteTimeSpan },
            clock: new ShortWaits());
        using var direct = wire.Direct();
        direct.Run("CREATE TABLE t (id NUMBER(5,0))");
        await using var connection = await wire.Source.OpenConnectionAsync();
        for (var i = 0; i < 5; i++)
        {
            await using var insert = connection.CreateCommand();
            insert.CommandText = $"INSERT INTO t VALUES ({i})";
            Assert.Equal(1, await insert.ExecuteNonQueryAsync());
        }

        Assert.Equal(["0", "1", "2", "3", "4"], direct.Rows("SELECT id FROM t ORDER BY id"));
        await using var query = connection.CreateCommand();
        query.CommandText = "SELECT id FROM t ORDER BY id";
        await using var reader = await query.ExecuteReaderAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.True(await reader.ReadAsync());
            Assert.Equal(i, reader.GetInt32(0));
        }

        Assert.False(await reader.ReadAsync());
    }

    private static bool IsFirstSubmission(ServerRequest request) => request is { Method: "POST", Path: "/api/v2/statements" } && !request.Query.ContainsKey("retry");
}
