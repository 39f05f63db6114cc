using System.Globalization;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests;

/// <summary>The files of a server that writes, rotates, restarts and crashes while they are followed.</summary>
public sealed class BinlogFileReaderFollowMySqlTests
{
    [Fact]
    public async Task ReadAsync_ServerThatRotatesRestartsAndCrashes_GivesEachCommittedRowOnce()
    {
        // A follower waits for ever for what doesn't come: then the test has failed, and ends.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(TimeSpan.FromMinutes(3));
        var cancellationToken = stop.Token;
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync("CREATE DATABASE follow; CREATE TABLE follow.a (id INT PRIMARY KEY AUTO_INCREMENT, v LONGTEXT)", cancellationToken: cancellationToken);
        var reader = new BinlogFileReader([server.BinlogFiles[0]]) { Follow = new BinlogFollow { PollInterval = TimeSpan.FromMilliseconds(5) } };
        var reading = ReadUntilAsync(reader, lastId: 100, cancellationToken);

        await InsertAsync(1, 20);
        await server.ExecuteAsync("FLUSH BINARY LOGS", cancellationToken: cancellationToken);
        await InsertAsync(21, 40);
        await server.RestartAsync(cancellationToken: cancellationToken);
        await InsertAsync(41, 60);
        await server.KillAsync(cancellationToken);
        await server.StartAgainAsync(cancellationToken: cancellationToken);
        await InsertAsync(61, 80);
        await server.ExecuteAsync("FLUSH BINARY LOGS; PURGE BINARY LOGS TO 'binlog.000003'", cancellationToken: cancellationToken);
        await InsertAsync(81, 100);

        var (ids, files) = await reading;
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), ids);
        Assert.True(files >= 5, $"{files} files");

        async Task InsertAsync(int first, int last)
        {
            for (var id = first; id <= last; id++)
            {
                await server.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO follow.a VALUES ({id}, REPEAT('x', {id * 1000}))"), cancellationToken: cancellationToken);
            }
        }
    }

    private static async Task<(List<long> Ids, int Files)> ReadUntilAsync(BinlogFileReader reader, long lastId, CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        var files = new HashSet<string>();
        await foreach (var batch in reader.ReadAsync(cancellationToken: cancellationToken))
        {
            while (batch.Read())
            {
                files.Add(batch.File);
                if (batch.Kind == BinlogEventKind.Rows)
                {
                    foreach (var change in batch.Rows)
                    {
                        ids.Add(change.After.GetInt64(0));
                    }
                }
            }

            if (ids.LastOrDefault() == lastId)
            {
                break;
            }
        }

        return (ids, files.Count);
    }
}
