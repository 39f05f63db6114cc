namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>The first byte of a command packet (MySQL's my_command.h).</summary>
internal enum Command : byte
{
    Quit = 0x01,
    Query = 0x03,
    BinlogDump = 0x12,
    RegisterReplica = 0x15,
    BinlogDumpGtid = 0x1E,
}
