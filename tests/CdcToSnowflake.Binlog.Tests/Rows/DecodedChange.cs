namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>A row change as texts.</summary>
internal sealed record DecodedChange(RowOperation Operation, BinlogTable Table, string File, long Position, string? Gtid, string?[]? Before, string?[]? After);
