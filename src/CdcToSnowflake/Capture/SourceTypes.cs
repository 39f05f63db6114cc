using CdcToSnowflake.Binlog;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture;

/// <summary>A binlog column's type as the model has it. From the binlog alone, so that a shape doesn't depend on where the names came from.</summary>
internal static class SourceTypes
{
    public static SourceType Of(BinlogColumn column) => new(KindOf(column.Type))
    {
        IsUnsigned = column.IsUnsigned,
        Precision = column.VectorDimension ?? column.Precision,
        Scale = column.Scale,
        Length = column.Type switch
        {
            BinlogColumnType.Char or BinlogColumnType.VarChar => column.Charset is null ? 0 : column.Length / BytesPerCharacter(column.Charset),
            BinlogColumnType.Binary or BinlogColumnType.VarBinary => column.Length,
            _ => 0,
        },
    };

    private static SourceKind KindOf(BinlogColumnType type) => type switch
    {
        BinlogColumnType.TinyInt => SourceKind.TinyInt,
        BinlogColumnType.SmallInt => SourceKind.SmallInt,
        BinlogColumnType.MediumInt => SourceKind.MediumInt,
        BinlogColumnType.Int => SourceKind.Int,
        BinlogColumnType.BigInt => SourceKind.BigInt,
        BinlogColumnType.Decimal => SourceKind.Decimal,
        BinlogColumnType.Float => SourceKind.Float,
        BinlogColumnType.Double => SourceKind.Double,
        BinlogColumnType.Bit => SourceKind.Bit,
        BinlogColumnType.Year => SourceKind.Year,
        BinlogColumnType.Time => SourceKind.Time,
        BinlogColumnType.Date => SourceKind.Date,
        BinlogColumnType.DateTime => SourceKind.DateTime,
        BinlogColumnType.Timestamp => SourceKind.Timestamp,
        BinlogColumnType.Char => SourceKind.Char,
        BinlogColumnType.VarChar => SourceKind.VarChar,
        BinlogColumnType.Text => SourceKind.Text,
        BinlogColumnType.Binary => SourceKind.Binary,
        BinlogColumnType.VarBinary => SourceKind.VarBinary,
        BinlogColumnType.Blob => SourceKind.Blob,
        BinlogColumnType.Enum => SourceKind.Enum,
        BinlogColumnType.Set => SourceKind.Set,
        BinlogColumnType.Json => SourceKind.Json,
        BinlogColumnType.Geometry => SourceKind.Geometry,
        BinlogColumnType.Vector => SourceKind.Vector,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a kind of binlog column."),
    };

    // MAXLEN of SHOW CHARACTER SET; those not named have 1.
    private static int BytesPerCharacter(string charset) => charset switch
    {
        "utf8mb4" or "utf16" or "utf16le" or "utf32" or "gb18030" => 4,
        "utf8mb3" or "utf8" or "ujis" or "eucjpms" => 3,
        "big5" or "sjis" or "cp932" or "euckr" or "gb2312" or "gbk" or "ucs2" => 2,
        _ => 1,
    };
}
