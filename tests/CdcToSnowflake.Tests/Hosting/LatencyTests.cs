using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CdcToSnowflake.Tests.Hosting.Changes;
using CdcToSnowflake.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>Measures the way from a COMMIT's answer to the handler's call, through an S3 server. Prints it; how long it takes decides nothing here.</summary>
[Collection(MySqlCollection.Name)]
public sealed class LatencyTests(MySqlFixture mysql, S3Fixture s3, ITestOutputHelper output) : IClassFixture<S3Fixture>
{
    private static readonly TimeSpan CutInterval = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Run_CommitsOneByOne_EachIsHandledAndTheLatencyPrinted()
    {
        await mysql.WriteAsync(
            "alerts",
            "CREATE TABLE orders (id BIGINT UNSIGNED PRIMARY KEY, total DECIMAL(10,2) NOT NULL, status ENUM('open') NOT NULL, created_at TIMESTAMP(6) NOT NULL, note VARCHAR(100), is_gift TINYINT(1) NOT NULL);");
        var handled = new ConcurrentDictionary<ulong, long>();
        var alerts = new OrderAlerts
        {
            Before = (batch, _) =>
            {
                var now = Stopwatch.GetTimestamp();
                foreach (var change in batch.Changes)
                {
                    handled.TryAdd(change.Row.Id, now);
                }

                return Task.CompletedTask;
            },
        };
        using var store = s3.Open("latency");
        await using var service = await RunningService.StartAsync(
            cdc => cdc.ToStore(_ => store)
                .AddBrand("BRAND", brand => brand.FromMySql(mysql.Server.ConnectionString).Tables("alerts.*").Capture(c => c with { CutInterval = CutInterval }))
                .OnChanges<OrderAlerts>(),
            services => services.AddSingleton(alerts));
        await RunningService.UntilAsync(() => service.Handler("BRAND").State == CdcToSnowflake.Hosting.Changes.HandlerState.Running, "the handler");
        await using var connection = await mysql.Server.OpenAsync("alerts");

        // What is there before the capture begins comes as a snapshot, which the handler isn't given: the measured ones begin once one was a change.
        using var limit = new CancellationTokenSource(RunningService.LongestWait);
        for (var id = 1_000UL; handled.IsEmpty; id++)
        {
            await InsertAsync(id);
            await Task.Delay(CutInterval, limit.Token);
        }

        var beyond = new List<double>();
        for (var id = 1UL; id <= 30; id++)
        {
            await InsertAsync(id);
            var committed = Stopwatch.GetTimestamp();
            await RunningService.UntilAsync(() => handled.ContainsKey(id), $"order {id}");
            beyond.Add((Stopwatch.GetElapsedTime(committed, handled[id]) - CutInterval).TotalMilliseconds);
        }

        async Task InsertAsync(ulong id)
        {
            await using var insert = connection.CreateCommand();
            insert.CommandText = $"INSERT INTO orders VALUES ({id}, 1, 'open', NOW(6), NULL, 0)";
            await insert.ExecuteNonQueryAsync();
        }

        beyond.Sort();
        output.WriteFigure(string.Create(
            CultureInfo.InvariantCulture,
            $"From COMMIT to the handler, beyond the cut interval of {CutInterval.TotalMilliseconds} ms: median {beyond[15]:0} ms, 90 % within {beyond[27]:0} ms, longest {beyond[^1]:0} ms."));
    }
}
