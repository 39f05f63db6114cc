namespace CdcToSnowflake.Binlog.Events;

/// <summary>Waits at the end of a file that a server still writes, and notices when it is written no more.</summary>
internal sealed class FileGrowth(string path, EventFile file, BinlogFollow follow)
{
    private readonly string? _successor = LogFileName.After(path);

    /// <summary>Waits until the file is there with its magic number, which a server writes a moment after it announces or creates the file.</summary>
    public static async ValueTask<EventFile> OpenAsync(string path, BinlogOptions options, BinlogFollow follow, CancellationToken cancellationToken)
    {
        while (new FileInfo(path) is not { Exists: true, Length: >= BinlogPosition.FirstEvent })
        {
            await Task.Delay(follow.PollInterval, follow.Clock, cancellationToken).ConfigureAwait(false);
        }

        return EventFile.Open(path, options);
    }

    /// <summary>Returns when it is worth reading again. If that was the file's end (a server that stopped or crashed began the next file), it isn't growing any more.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        // First whether there is a next file: a server that comes back after a crash cuts this one before it makes that one.
        var hasSuccessor = _successor is not null && File.Exists(_successor);
        CheckFile(hasSuccessor);
        if (hasSuccessor)
        {
            file.IsGrowing = false;
        }
        else
        {
            await Task.Delay(follow.PollInterval, follow.Clock, cancellationToken).ConfigureAwait(false);
        }

        file.Reread();
    }

    /// <summary>That the path is still the file that is open, with all that was read of it.</summary>
    private void CheckFile(bool hasSuccessor)
    {
        var before = file.Length;
        var now = new FileInfo(path);
        if (!now.Exists)
        {
            if (hasSuccessor)
            {
                return; // Purged, and open here: all of it can still be read.
            }

            throw Lost("was deleted (purged, or RESET) before its end", "take a fresh copy of the tables and start from there");
        }

        var length = now.Length;
        if (length < file.Offset)
        {
            throw Lost(
                $"was cut to {length} bytes, and {file.Offset} had been read: its server crashed inside a transaction",
                $"start again from the last transaction's boundary up to {length}");
        }

        // The open file only grows, so a path that is still its own is as long as it was before or is after.
        if (length < before || length > file.Length)
        {
            throw Lost("was replaced by another of the same name", "take a fresh copy of the tables and start from there");
        }
    }

    private BinlogPositionException Lost(string what, string remedy) => new($"The followed file {what}; {remedy}.", file.Name, file.Offset);
}
