namespace CdcToSnowflake.Binlog;

/// <summary>A place in a server's binlog.</summary>
/// <param name="File">The binlog file's name, without a folder.</param>
/// <param name="Offset">Bytes from the file's start; 4 is its first event.</param>
public sealed record BinlogPosition(string File, long Offset)
{
    /// <summary>The offset of a file's first event, after the 4 bytes of its magic number.</summary>
    public const long FirstEvent = 4;

    /// <summary>
    /// The GTIDs of everything before this place, canonical text (<see cref="Binlog.GtidSet"/>, or <see cref="MariaDbGtidList"/> if <see cref="IsMariaDb"/>); null where unknown.
    /// </summary>
    public string? GtidSet { get; init; }

    /// <summary>The <c>server_uuid</c> of the server whose file it is; null where unknown (files, MariaDB).</summary>
    public Guid? ServerUuid { get; init; }

    /// <summary>Whether a MariaDB server wrote it.</summary>
    public bool IsMariaDb { get; init; }

    /// <summary><c>file:offset</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{File}:{Offset}";
}
