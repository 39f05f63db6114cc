using System.Text;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>The commands that turn a session into a binlog stream.</summary>
internal static class ReplicationCommands
{
    /// <summary>MariaDB leaves ANNOTATE_ROWS out unless asked (BINLOG_SEND_ANNOTATE_ROWS_EVENT); MySQL doesn't know the flag and sends ROWS_QUERY anyway.</summary>
    private const ushort SendAnnotations = 2;

    /// <summary>BINLOG_DUMP_NON_BLOCK.</summary>
    private const ushort DontWait = 1;

    /// <summary>Makes this reader visible in SHOW REPLICAS.</summary>
    public static ReadOnlyMemory<byte> Register(uint serverId)
    {
        const string label = "CdcToSnowflake"; // stands in the column Host; an address would tell more than it should
        return Start(Command.RegisterReplica).UInt32(serverId)
            .Byte((byte)label.Length).Text(label)
            .Byte(0) // no user, no password: they would be shown to others
            .Byte(0)
            .UInt16(0).UInt32(0).UInt32(0).Written;
    }

    /// <summary>From a file and offset; an empty name means the first file.</summary>
    public static ReadOnlyMemory<byte> Dump(string file, uint offset, uint serverId) =>
        Start(Command.BinlogDump).UInt32(offset).UInt16(SendAnnotations).UInt32(serverId).Text(file).Written;

    /// <summary>The same, and no waiting for more at the log's end.</summary>
    public static ReadOnlyMemory<byte> DumpToTheEnd(string file, uint offset, uint serverId) =>
        Start(Command.BinlogDump).UInt32(offset).UInt16(SendAnnotations | DontWait).UInt32(serverId).Text(file).Written;

    /// <summary>All transactions that are not in a GTID set, from whichever file has the first.</summary>
    public static ReadOnlyMemory<byte> DumpGtid(GtidSet gtids, uint serverId)
    {
        var set = gtids.ToBinary();
        return Start(Command.BinlogDumpGtid).UInt16(0).UInt32(serverId)
            .UInt32(0) // no file name: the set decides
            .UInt64((ulong)BinlogPosition.FirstEvent)
            .UInt32((uint)set.Length).Bytes(set).Written;
    }

    /// <summary>Semi-synchronous replication's word that all up to a place is safe. Not a command: it is sent beside the stream.</summary>
    public static ReadOnlyMemory<byte> Acknowledgement(string file, long offset)
    {
        const byte mark = 0xEF;
        return new PacketWriter().Byte(mark).UInt64((ulong)offset).Text(file).Written;
    }

    public static ReadOnlyMemory<byte> Query(string sql) => Start(Command.Query).Bytes(Encoding.UTF8.GetBytes(sql)).Written;

    public static ReadOnlyMemory<byte> Quit() => Start(Command.Quit).Written;

    private static PacketWriter Start(Command command) => new PacketWriter().Byte((byte)command);
}
