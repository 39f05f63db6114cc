using CdcToSnowflake.Tests.Servers;

namespace CdcToSnowflake.Tests.Capture.Limits;

/// <summary>A folder store whose disk is full for a while.</summary>
public sealed class StoreDiskTests(MySqlFixture mysql) : IClassFixture<MySqlFixture>
{
    // A disk of its own where the system lets anyone mount one, else a limit on the size of files; it grows once $ROOM is there, or nobody waits for that any more.
    private const string FullForAWhile = """
        until_room='i=0; while [ ! -e "$ROOM" ] && [ $i -lt 3000 ]; do sleep 0.1; i=$((i + 1)); done'
        if unshare --user --map-root-user --mount true 2>/dev/null
        then exec unshare --user --map-root-user --mount sh -c "mount -t tmpfs -o size=2m tmpfs '$STORE' && { ($until_room; mount -o remount,size=64m '$STORE') </dev/null >/dev/null 2>&1 & "'exec "$@"; }' capture "$@"
        else trap '' XFSZ; ulimit -S -f 2048; (eval "$until_room"; prlimit --pid $$ --fsize=unlimited) </dev/null >/dev/null 2>&1 & exec "$@"
        fi
        """;

    [Fact]
    public async Task Run_StoresDiskIsFull_SaysSoAndTheSameProcessGoesOnWhenThereIsRoom()
    {
        const int Rows = 20_000;
        using var folder = new TemporaryFolder();
        using var flags = new TemporaryFolder();
        var room = Path.Combine(flags.Path, "room");
        await mysql.WriteAsync("store_disk", "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(600)); INSERT INTO t VALUES (0, 'small')");
        using var capture = new CaptureProcess(
            mysql.Server,
            folder.Path,
            "store_disk.*",
            new Dictionary<string, string> { ["Capture__Snapshot__Mode"] = "Never", ["Capture__CutInterval"] = "00:00:01" },
            FullForAWhile.Replace("$ROOM", room, StringComparison.Ordinal).Replace("$STORE", folder.Path, StringComparison.Ordinal),
            hasOwnDisk: true);
        await capture.UntilRowsAsync(1);
        await mysql.Server.ExecuteAsync(
            $"SET cte_max_recursion_depth = 1000000; INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {Rows}) SELECT i, CONCAT(SHA2(RAND(), 512), SHA2(RAND(), 512), SHA2(RAND(), 512), SHA2(RAND(), 512)) FROM n",
            "store_disk");
        await capture.UntilMessageAsync("writable and not full");
        await capture.UntilMessageAsync("(failure 2 in a row)");
        await capture.UntilRowsAsync(1);

        await File.WriteAllTextAsync(room, "");
        await capture.UntilRowsAsync(Rows + 1);
        Assert.Equal(Enumerable.Range(0, Rows + 1), (await CapturedRows.ReadAsync(capture.Store, "BRAND")).Rows.Select(row => int.Parse(row["id"]!.ToString()!, null)));
    }
}
