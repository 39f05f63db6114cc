namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>Follows the packets of a server's bytes, in whatever pieces they come, to the end of the one to cut behind.</summary>
internal sealed class PacketCutter
{
    private const int HeaderLength = 4;

    private readonly byte[] _header = new byte[HeaderLength];
    private int _headerBytes;
    private int _payloadLeft;
    private int _packetsLeft = int.MaxValue;

    public void Arm(int packets) => _packetsLeft = packets;

    /// <summary>Where in the bytes the packet ends; −1 when it goes on behind them.</summary>
    public int EndIn(ReadOnlySpan<byte> bytes)
    {
        if (_packetsLeft == int.MaxValue)
            return -1;
        for (var at = 0; ;)
        {
            if (_packetsLeft == 0)
            {
                _packetsLeft = int.MaxValue;
                return at;
            }
            if (at == bytes.Length)
                return -1;
            if (_headerBytes < HeaderLength)
            {
                _header[_headerBytes++] = bytes[at++];
                _payloadLeft = _header[0] | _header[1] << 8 | _header[2] << 16;
            }
            else
            {
                var taken = Math.Min(_payloadLeft, bytes.Length - at);
                at += taken;
                _payloadLeft -= taken;
            }
            if (_headerBytes == HeaderLength && _payloadLeft == 0)
            {
                _headerBytes = 0;
                _packetsLeft--;
            }
        }
    }
}
