namespace CdcToSnowflake.Binlog;

/// <summary>A binlog file that the server still has.</summary>
/// <param name="Name">Its name, as in a <see cref="BinlogPosition"/>.</param>
/// <param name="Size">Its length in bytes, so far.</param>
public sealed record BinlogLogFile(string Name, long Size);
