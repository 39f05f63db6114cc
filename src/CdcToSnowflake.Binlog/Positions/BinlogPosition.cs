namespace CdcToSnowflake.Binlog;

/// <summary>
/// A place in a server's binlog. Where a server writes now is known by <see cref="BinlogClient.GetCurrentPositionAsync"/>, where an event ends by <see cref="BinlogBatch.Position"/>.
/// </summary>
/// <param name="File">The binlog file's name, without a folder.</param>
/// <param name="Offset">Bytes from the file's start; 4 is its first event.</param>
public sealed record BinlogPosition(string File, long Offset)
{
    /// <summary>The offset of a file's first event, after the 4 bytes of its magic number.</summary>
    public const long FirstEvent = 4;

    /// <summary>The beginning of the oldest file that there is.</summary>
    public static BinlogPosition First { get; } = new("", FirstEvent);

    /// <summary>
    /// The GTIDs of everything before this place, canonical text (<see cref="Binlog.GtidSet"/>, or <see cref="MariaDbGtidList"/> if <see cref="IsMariaDb"/>); null where unknown,
    /// and behind a MySQL's transactions that have no GTID, which a set says nothing of.
    /// </summary>
    public string? GtidSet { get; init; }

    /// <summary>The <c>server_uuid</c> of the server whose file it is; null where unknown (files, MariaDB).</summary>
    public Guid? ServerUuid { get; init; }

    /// <summary>Whether a MariaDB server wrote it.</summary>
    public bool IsMariaDb { get; init; }

    /// <summary>
    /// The last event that was read before this place, as a reader wrote it down: <c>server/file:start,length@second#hash</c>, with the server_uuid (MariaDB: server_id) for the server. A start here is
    /// refused by <see cref="BinlogPositionException"/> if that server's log has something else there: it was restored to an earlier time. Null = not checked.
    /// </summary>
    public string? LastEvent { get; init; }

    /// <summary>A place in a file; good on the server that wrote it only.</summary>
    /// <param name="file">The file's name, without a folder.</param>
    /// <param name="offset">Where in it: a transaction's boundary, such as the file's beginning.</param>
    /// <param name="serverUuid">The server's <c>server_uuid</c>, so that no other server's file of the same name is read by mistake; null = not checked.</param>
    /// <returns>The position.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the offset lies before <see cref="FirstEvent"/>.</exception>
    public static BinlogPosition FromFile(string file, long offset = FirstEvent, Guid? serverUuid = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, FirstEvent);
        return new BinlogPosition(file, offset) { ServerUuid = serverUuid };
    }

    /// <summary>What lies behind these transactions, on any MySQL with <c>gtid_mode = ON</c> that has them.</summary>
    /// <param name="done">The transactions that are not wanted any more; all others are read.</param>
    /// <returns>The position.</returns>
    public static BinlogPosition FromGtidSet(GtidSet done)
    {
        ArgumentNullException.ThrowIfNull(done);
        return First with { GtidSet = done.ToString() };
    }

    /// <summary>What lies behind the last transaction of each domain, on any MariaDB that has them.</summary>
    /// <param name="last">The last transactions that are not wanted any more.</param>
    /// <returns>The position.</returns>
    public static BinlogPosition FromGtidSet(MariaDbGtidList last)
    {
        ArgumentNullException.ThrowIfNull(last);
        return First with { GtidSet = last.ToString(), IsMariaDb = true };
    }

    /// <summary>The same from text.</summary>
    /// <param name="text">What <c>@@gtid_executed</c> (MySQL) or <c>@@gtid_binlog_pos</c> (MariaDB) gives.</param>
    /// <param name="isMariaDb">Whose text it is.</param>
    /// <returns>The position.</returns>
    /// <exception cref="FormatException">The text is no such GTIDs.</exception>
    public static BinlogPosition FromGtidSet(string text, bool isMariaDb) =>
        isMariaDb ? FromGtidSet(MariaDbGtidList.Parse(text)) : FromGtidSet(Binlog.GtidSet.Parse(text));

    /// <summary>Compares two places in one server's log. Its files are numbered, with more digits once six are used up.</summary>
    internal static int ComparePlaces(string file, long offset, string otherFile, long otherOffset)
    {
        if (ReferenceEquals(file, otherFile))
            return offset.CompareTo(otherOffset);
        var byLength = file.Length.CompareTo(otherFile.Length);
        var byFile = byLength != 0 ? byLength : string.CompareOrdinal(file, otherFile);
        return byFile != 0 ? byFile : offset.CompareTo(otherOffset);
    }

    /// <summary><c>file:offset</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{File}:{Offset}";
}
