using CdcToSnowflake.Capture;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Tests.Servers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>What is told of how far the reading of tables is: what isn't known isn't told as nothing.</summary>
[Collection(MySqlCollection.Name)]
public sealed class SnapshotProgressTests(MySqlFixture mysql)
{
    private static readonly CaptureOptions Options = new() { Tables = ["progress.*"], Snapshot = new SnapshotOptions { ChunkRows = 50, RowsPerSecond = 400 } };

    private const string Fill = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT i FROM n";

    // "made" is there since after the tables were listed, and "filled" had no rows then.
    [Theory]
    [InlineData("listed")]
    [InlineData("filled")]
    [InlineData("made")]
    public async Task RequestSnapshot_OfATable_TellsAboutHowMuchIsLeft(string table)
    {
        await mysql.Server.ExecuteAsync($"DROP DATABASE IF EXISTS progress; CREATE DATABASE progress; USE progress; CREATE TABLE listed (id INT PRIMARY KEY); CREATE TABLE filled (id INT PRIMARY KEY); INSERT INTO listed {Fill}; ANALYZE TABLE listed, filled");
        await using var live = new LiveCapture(mysql.Server, Options);
        await live.UntilCaughtUpAsync();
        await mysql.Server.ExecuteAsync($"CREATE TABLE IF NOT EXISTS {table} (id INT PRIMARY KEY); INSERT IGNORE INTO {table} {Fill}; ANALYZE TABLE {table}", "progress");
        await live.UntilCaughtUpAsync();
        Assert.Equal((0L, (TimeSpan?)TimeSpan.Zero), (live.Progress.Snapshot!.RowsLeft!.Value, live.Progress.Snapshot.TimeLeft));

        var before = live.Progress.Snapshot.Rows;
        await live.Capture.RequestSnapshotAsync("progress", table);
        HashSet<SnapshotProgress> told = [];
        await live.UntilAsync(() =>
        {
            told.Add(live.Progress.Snapshot!);
            return live.Progress.Snapshot is { IsDone: true } now && now.Rows == before + 400;
        });

        var half = told.Where(now => now.TablesLeft == 1 && now.Rows < before + 200).ToList();
        Assert.NotEmpty(half);
        Assert.All(half, now => Assert.True(now.RowsLeft is null or >= 100 || (table == "filled" && now.Rows == before), $"{now}"));
        Assert.DoesNotContain(half, now => now.TimeLeft == TimeSpan.Zero);
        Assert.Contains(half, now => now is { RowsLeft: >= 200, TimeLeft.Ticks: > 0 });
    }

    [Fact]
    public async Task Run_ReadingIsLong_IsToldAtTheDefaultLevel()
    {
        await mysql.Server.ExecuteAsync($"DROP DATABASE IF EXISTS progress; CREATE DATABASE progress; USE progress; CREATE TABLE listed (id INT PRIMARY KEY); INSERT INTO listed {Fill}");
        var log = new KeptLog();
        await using var live = new LiveCapture(mysql.Server, Options with { Snapshot = new SnapshotOptions { ChunkRows = 10 } }, time: new JumpyClock(1, TimeSpan.FromSeconds(40)), logger: log);
        await live.UntilAsync(() => live.Progress.Snapshot is { IsDone: true });
        var told = log.Messages.Where(message => message.Id == 7).ToList();

        // Ever more seldom: 40 chunks aren't 40 messages.
        Assert.InRange(told.Count, 1, 15);
        Assert.All(told, message => Assert.Equal(LogLevel.Information, message.Level));
        Assert.Matches("has read [0-9]+ of about [0-9]+ rows of progress.listed", told[0].Text);
    }

    [Fact]
    public void RowsLeft_OneIsUnknown_IsUnknown()
    {
        var known = new TableSnapshot { Schema = "s", Table = "t", Ids = ["1"], Estimate = 10, Rows = 4 };
        Assert.Equal(6, TableSnapshot.RowsLeftOf([known, known with { Rows = 12 }]));
        Assert.Null(TableSnapshot.RowsLeftOf([known, known with { Estimate = null }]));
    }

    private sealed class KeptLog : ILogger
    {
        private readonly List<(int Id, LogLevel Level, string Text)> _messages = [];

        public IReadOnlyList<(int Id, LogLevel Level, string Text)> Messages
        {
            get
            {
                lock (_messages)
                {
                    return [.. _messages];
                }
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_messages)
            {
                _messages.Add((eventId.Id, logLevel, formatter(state, exception)));
            }
        }
    }
}
