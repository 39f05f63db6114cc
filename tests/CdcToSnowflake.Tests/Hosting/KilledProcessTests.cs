using System.Diagnostics;
using System.Globalization;
using CdcToSnowflake.Tests.Capture;
using CdcToSnowflake.Tests.Servers;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>Two processes serve one brand over real servers; the one that works is killed again and again.</summary>
public sealed class KilledProcessTests(MySqlFixture mysql, S3Fixture s3, ITestOutputHelper output) : IClassFixture<MySqlFixture>, IClassFixture<S3Fixture>
{
    private const int Kills = 2;

    [Fact]
    public async Task Run_WorkingProcessKilled_OtherTakesOverAndNothingIsLostOrDoubled()
    {
        using var folder = new TemporaryFolder();
        await mysql.WriteAsync("killed", "CREATE TABLE orders (id BIGINT PRIMARY KEY);");
        WorkerProcess Start(string name) => new(Path.Combine(folder.Path, name), mysql.Server, s3.Server, S3Fixture.Bucket, "killed", "killed.*");
        var all = new List<WorkerProcess> { Start("0") };
        try
        {
            var working = all[0];
            using var stop = new CancellationTokenSource();
            await RunningService.UntilAsync(() => Began(working), () => working.Messages);
            await FirstCutAsync(working);
            var writing = WriteAsync(stop.Token);
            for (var kill = 1; kill <= Kills; kill++)
            {
                var waiting = Start($"{kill}");
                all.Add(waiting);
                await RunningService.UntilAsync(() => working.Lines.Count > 20 && waiting.Messages.Contains("this one waits", StringComparison.Ordinal), () => $"{working.Messages}\n{waiting.Messages}");
                Assert.Empty(waiting.Lines);
                await working.KillAsync();
                var killed = Stopwatch.GetTimestamp();
                await RunningService.UntilAsync(() => waiting.Lines.Count > 0, () => waiting.Messages);
                output.WriteFigure(string.Create(CultureInfo.InvariantCulture, $"Kill {kill}: {working.Lines.Count} changes handled before, the next handled after {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s."));
                working = waiting;
            }

            await stop.CancelAsync();
            var written = await writing;
            await RunningService.UntilAsync(() => all.SelectMany(process => process.Lines).Select(line => line[1]).Distinct().Count() == written, () => working.Messages);

            foreach (var process in all)
            {
                // Within a process each once and in order; over all at least once.
                var places = process.Lines.Select(line => (Cut: ulong.Parse(line[2], CultureInfo.InvariantCulture), Sequence: long.Parse(line[3], CultureInfo.InvariantCulture))).ToList();
                Assert.Equal(places.Order(), places);
                Assert.Equal(places.Distinct(), places);
            }

            using var store = s3.Open("killed");
            var captured = await CapturedRows.ReadAsync(store, "BRAND");
            Assert.Equal(Enumerable.Range(1, written).Select(id => (long)id), captured.Of("killed.orders").Select(row => (long)row["id"]!));
            Assert.Equal(Kills + 1, captured.Cuts.Select(cut => cut.Writer).Distinct().Count());
            output.WriteFigure($"{written} rows in {captured.Cuts.Count} cuts of {Kills + 1} processes; lost 0, doubled 0.");
        }
        finally
        {
            all.ForEach(process => process.Dispose());
        }
    }

    // From the first term on the handler's beginning is in the store.
    private static bool Began(WorkerProcess process) => process.Messages.Contains("is new to brand", StringComparison.Ordinal);

    // What is written before the first cut may come as the snapshot's rows, which handlers don't hear of.
    private async Task FirstCutAsync(WorkerProcess process)
    {
        using var store = s3.Open("killed");
        using var limit = new CancellationTokenSource(RunningService.LongestWait);
        while (!await store.ListAsync("BRAND/cuts/", null, CancellationToken.None).AnyAsync())
        {
            Assert.False(limit.IsCancellationRequested, $"Waited in vain for the first cut. {process.Messages}");
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private async Task<int> WriteAsync(CancellationToken stop)
    {
        await using var connection = await mysql.Server.OpenAsync("killed", CancellationToken.None);
        for (var id = 1; ; id++)
        {
            await using var insert = connection.CreateCommand();
            insert.CommandText = $"INSERT INTO orders VALUES ({id})";
            await insert.ExecuteNonQueryAsync(CancellationToken.None); // the last one whole
            try
            {
                await Task.Delay(10, stop);
            }
            catch (OperationCanceledException)
            {
                return id;
            }
        }
    }
}
