using System.Text;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>What the server says when it refuses: "ERR_Packet".</summary>
internal readonly record struct ErrorPacket(int Code, string State, string Text)
{
    public const byte Header = 0xFF;

    public static ErrorPacket Parse(ReadOnlySpan<byte> payload)
    {
        var reader = new PacketReader(payload);
        reader.ReadByte();
        var code = reader.ReadUInt16();
        var state = "";
        var rest = reader.ReadToEnd();
        // Errors before the handshake (too many connections, blocked host) carry no SQLSTATE.
        if (rest.Length >= 6 && rest[0] == (byte)'#')
        {
            state = Encoding.ASCII.GetString(rest[1..6]);
            rest = rest[6..];
        }
        return new ErrorPacket(code, state, Encoding.UTF8.GetString(rest));
    }

    public override string ToString() => State.Length > 0 ? $"error {Code} ({State}): {Text}" : $"error {Code}: {Text}";
}
