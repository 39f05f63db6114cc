using System.Globalization;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>XA_PREPARE of both servers: u8 one phase, u32 format id, u32 length of the global part, u32 length of the branch's, then both.</summary>
internal static class XaPrepareEvent
{
    /// <summary>The limit of the XA specification and both servers, for each part.</summary>
    private const uint MaxPart = 64;

    /// <summary>Reads the event.</summary>
    /// <param name="body">The body.</param>
    /// <param name="xid">The transaction's id as the servers spell it: <c>X'6772',X'6272',1</c>.</param>
    /// <returns>Whether the prepare is the commit too (<c>XA COMMIT … ONE PHASE</c>).</returns>
    public static bool IsOnePhase(ReadOnlySpan<byte> body, out string xid)
    {
        var reader = new ByteReader(body);
        var isOnePhase = reader.U8() != 0;
        var format = reader.U32();
        var (global, branch) = (reader.U32(), reader.U32());
        if (global > MaxPart || branch > MaxPart)
        {
            throw EventPlace.Corrupt($"An XA transaction's id has parts of {global} and {branch} bytes; at most {MaxPart} are allowed.");
        }

        var globalHex = Convert.ToHexStringLower(reader.Bytes((int)global));
        xid = string.Create(CultureInfo.InvariantCulture, $"X'{globalHex}',X'{Convert.ToHexStringLower(reader.Bytes((int)branch))}',{format}");
        return isOnePhase;
    }
}
