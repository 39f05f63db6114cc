namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>The type byte of a value in MySQL's binary JSON.</summary>
internal enum JsonType : byte
{
    SmallObject = 0,
    LargeObject = 1,
    SmallArray = 2,
    LargeArray = 3,
    Literal = 4,
    Int16 = 5,
    UInt16 = 6,
    Int32 = 7,
    UInt32 = 8,
    Int64 = 9,
    UInt64 = 10,
    Double = 11,
    String = 12,
    Opaque = 15,
}
