namespace CdcToSnowflake.Binlog.Events;

/// <summary>
/// Where in which file the stream is. In a file, by counting bytes. From a server, by the events' own end positions, which are 32 bits of a number that
/// may need more, are missing from some events, and jump where the server passes events over.
/// </summary>
internal sealed class StreamPlace(bool fromServer)
{
    /// <summary>How much an event may end before its expected place: the 4 bytes of a checksum that the server added while sending.</summary>
    private const long ChecksumSlack = 4;

    private const long Wrap = 1L << 32;

    public string File { get; private set; } = "";

    public long Start { get; private set; }

    public long End { get; private set; }

    public void Go(string file, long offset)
    {
        File = file;
        Start = offset;
        End = offset;
    }

    public void Advance(in EventHeader header)
    {
        Start = End;
        if (!fromServer)
        {
            End += header.Size;
            return;
        }

        // A format description sent again for a start in mid-file, and made-up events, take no room.
        var isMadeUp = (header.Flags & EventFlags.Artificial) != 0 || (header.LogPosition == 0 && header.Type == EventType.FormatDescription)
            || header.Type is EventType.Heartbeat or EventType.HeartbeatV2;
        if (isMadeUp)
        {
            return;
        }

        End += header.Size;
        if (header.LogPosition != 0 && header.LogPosition != (uint)End)
        {
            var end = (End & ~(Wrap - 1)) | header.LogPosition;
            var expected = End;
            End = end + ChecksumSlack < End ? end + Wrap : end;
            Start = expected - End == ChecksumSlack ? Start : Math.Max(End - header.Size, 0);
        }
    }

    /// <summary>The server says that it has passed everything before an offset.</summary>
    public void PassTo(string file, long offset)
    {
        if (file == File && offset > End)
        {
            Start = offset;
            End = offset;
        }
    }

    /// <summary>The same with the low 32 bits of the offset.</summary>
    public void PassTo(string file, uint offset)
    {
        var end = (End & ~(Wrap - 1)) | offset;
        PassTo(file, end < End && End - end > Wrap / 2 ? end + Wrap : end);
    }
}
