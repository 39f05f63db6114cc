using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Binlog.Rows.Text;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>Makes of a table map's fields what the user sees of a column, and what decodes it.</summary>
internal static class ColumnFactory
{
    public static BinlogColumn Column(ColumnField field, TableMetadata metadata, int index, bool isNullable)
    {
        var collation = metadata.Collation(index);
        var strings = metadata.Strings[index];
        string[] names = strings is null ? [] : [.. strings.Select(s => Charsets.Decode(collation, s))];
        return new BinlogColumn
        {
            Name = metadata.Names?[index],
            Type = TypeOf(field, collation),
            IsUnsigned = metadata.IsUnsigned[index],
            IsNullable = isNullable,
            Length = LengthOf(field),
            Precision = field.Type is MySqlType.NewDecimal or MySqlType.Bit ? field.Meta : 0,
            Scale = field.Type is MySqlType.Time2 or MySqlType.DateTime2 or MySqlType.Timestamp2 ? field.Meta : field.Scale,
            CollationId = collation,
            Charset = collation == 0 ? null : Collations.CharsetOf(collation),
            EnumValues = field.Type == MySqlType.Enum ? names : [],
            SetValues = field.Type == MySqlType.Set ? names : [],
            GeometryType = metadata.GeometryTypes[index],
            VectorDimension = metadata.Dimensions[index],
            IsVisible = metadata.IsVisible?[index] ?? true,
        };
    }

    public static ColumnPlan Plan(ColumnField field, BinlogColumn column, string schema, string table)
    {
        var refusal = RefusalOf(column);
        var code = refusal is null ? CodeOf(field, column) : ColumnCode.Refused;
        return new ColumnPlan
        {
            Code = code,
            Width = WidthOf(field),
            LengthBytes = LengthBytesOf(field),
            PadTo = code == ColumnCode.Binary ? field.Meta : 0,
            Decimal = code == ColumnCode.Decimal ? DecimalLayout.Of(column.Precision, column.Scale) : null,
            Refusal = refusal is null ? null : $"{schema}.{table}, column {column.Name ?? "(without a name)"}: {refusal}",
            Charset = code is ColumnCode.Text or ColumnCode.CompressedText && column.Charset is { } charset && !Charsets.IsUtf8(charset) ? Charsets.Decoder(charset) : null,
            Names = code switch
            {
                ColumnCode.Enum => [.. column.EnumValues.Select(System.Text.Encoding.UTF8.GetBytes)],
                ColumnCode.Set => [.. column.SetValues.Select(System.Text.Encoding.UTF8.GetBytes)],
                _ => null,
            },
        };
    }

    private static BinlogColumnType TypeOf(ColumnField field, int collation) => field.Type switch
    {
        MySqlType.Tiny => BinlogColumnType.TinyInt,
        MySqlType.Short => BinlogColumnType.SmallInt,
        MySqlType.Int24 => BinlogColumnType.MediumInt,
        MySqlType.Long => BinlogColumnType.Int,
        MySqlType.LongLong => BinlogColumnType.BigInt,
        MySqlType.NewDecimal => BinlogColumnType.Decimal,
        MySqlType.Float => BinlogColumnType.Float,
        MySqlType.Double => BinlogColumnType.Double,
        MySqlType.Bit => BinlogColumnType.Bit,
        MySqlType.Year => BinlogColumnType.Year,
        MySqlType.Time or MySqlType.Time2 => BinlogColumnType.Time,
        MySqlType.Date or MySqlType.NewDate => BinlogColumnType.Date,
        MySqlType.DateTime or MySqlType.DateTime2 => BinlogColumnType.DateTime,
        MySqlType.Timestamp or MySqlType.Timestamp2 => BinlogColumnType.Timestamp,
        MySqlType.String => collation == Collations.Binary ? BinlogColumnType.Binary : BinlogColumnType.Char,
        MySqlType.VarChar or MySqlType.VarString => collation == Collations.Binary ? BinlogColumnType.VarBinary : BinlogColumnType.VarChar,
        MySqlType.Blob or MySqlType.TinyBlob or MySqlType.MediumBlob or MySqlType.LongBlob =>
            collation is Collations.Binary or 0 ? BinlogColumnType.Blob : BinlogColumnType.Text,
        MySqlType.Enum => BinlogColumnType.Enum,
        MySqlType.Set => BinlogColumnType.Set,
        MySqlType.Json => BinlogColumnType.Json,
        MySqlType.Geometry => BinlogColumnType.Geometry,
        MySqlType.Vector => BinlogColumnType.Vector,
        MySqlType.MariaBlobCompressed => collation is Collations.Binary or 0 ? BinlogColumnType.Blob : BinlogColumnType.Text,
        MySqlType.MariaVarCharCompressed => collation == Collations.Binary ? BinlogColumnType.VarBinary : BinlogColumnType.VarChar,
        _ => throw EventPlace.Unsupported($"A column of type {field.Type}, which no server since MySQL 5.0 writes."),
    };

    private static ColumnCode CodeOf(ColumnField field, BinlogColumn column) => column.Type switch
    {
        _ when field.Type is MySqlType.MariaBlobCompressed or MySqlType.MariaVarCharCompressed =>
            column.Type is BinlogColumnType.Text or BinlogColumnType.VarChar ? ColumnCode.CompressedText : ColumnCode.CompressedBytes,
        BinlogColumnType.TinyInt => column.IsUnsigned ? ColumnCode.UInt8 : ColumnCode.Int8,
        BinlogColumnType.SmallInt => column.IsUnsigned ? ColumnCode.UInt16 : ColumnCode.Int16,
        BinlogColumnType.MediumInt => column.IsUnsigned ? ColumnCode.UInt24 : ColumnCode.Int24,
        BinlogColumnType.Int => column.IsUnsigned ? ColumnCode.UInt32 : ColumnCode.Int32,
        BinlogColumnType.BigInt => column.IsUnsigned ? ColumnCode.UInt64 : ColumnCode.Int64,
        BinlogColumnType.Decimal => ColumnCode.Decimal,
        BinlogColumnType.Float => ColumnCode.Single,
        BinlogColumnType.Double => ColumnCode.Double,
        BinlogColumnType.Bit => ColumnCode.Bit,
        BinlogColumnType.Year => ColumnCode.Year,
        BinlogColumnType.Date => ColumnCode.Date,
        BinlogColumnType.Time => field.Type == MySqlType.Time ? ColumnCode.OldTime : ColumnCode.Time,
        BinlogColumnType.DateTime => field.Type == MySqlType.DateTime ? ColumnCode.OldDateTime : ColumnCode.DateTime,
        BinlogColumnType.Timestamp => field.Type == MySqlType.Timestamp ? ColumnCode.OldTimestamp : ColumnCode.Timestamp,
        BinlogColumnType.Enum => column.EnumValues.Count > 0 ? ColumnCode.Enum : ColumnCode.Ordinal,
        BinlogColumnType.Set => column.SetValues.Count > 0 ? ColumnCode.Set : ColumnCode.Ordinal,
        BinlogColumnType.Json => ColumnCode.Json,
        BinlogColumnType.Char or BinlogColumnType.VarChar or BinlogColumnType.Text => column switch
        {
            // MySQL before 8.0.1 and NO_LOG metadata tell no charsets: the bytes as they are (BinlogTable.HasSignsAndCharsets).
            { CollationId: 0 } => ColumnCode.Utf8,
            { Charset: { } charset } when Charsets.IsUtf8(charset) => ColumnCode.Utf8,
            _ => ColumnCode.Text,
        },
        BinlogColumnType.Binary => ColumnCode.Binary,
        _ => ColumnCode.Bytes,
    };

    private static string? RefusalOf(BinlogColumn column) =>
        column.CollationId != 0 && column.Charset is null ? $"collation number {column.CollationId} isn't known; convert the column to utf8mb4." : null;

    private static int WidthOf(ColumnField field) => field.Type switch
    {
        MySqlType.Tiny or MySqlType.Year => 1,
        MySqlType.Short => 2,
        MySqlType.Int24 or MySqlType.Date or MySqlType.NewDate or MySqlType.Time => 3,
        MySqlType.Long or MySqlType.Float or MySqlType.Timestamp => 4,
        MySqlType.LongLong or MySqlType.Double or MySqlType.DateTime => 8,
        MySqlType.NewDecimal => DecimalLayout.Of(field.Meta, field.Scale).Width,
        MySqlType.Bit => (field.Meta + 7) / 8,
        MySqlType.Time2 => 3 + ((field.Meta + 1) / 2),
        MySqlType.Timestamp2 => 4 + ((field.Meta + 1) / 2),
        MySqlType.DateTime2 => 5 + ((field.Meta + 1) / 2),
        MySqlType.Enum or MySqlType.Set => field.Meta,
        _ => 0,
    };

    private static int LengthBytesOf(ColumnField field) => field.Type switch
    {
        MySqlType.VarChar or MySqlType.VarString or MySqlType.String or MySqlType.MariaVarCharCompressed => field.Meta > 255 ? 2 : 1,
        MySqlType.Blob or MySqlType.TinyBlob or MySqlType.MediumBlob or MySqlType.LongBlob or MySqlType.Geometry or MySqlType.Json or MySqlType.Vector
            or MySqlType.MariaBlobCompressed => field.Meta,
        _ => 0,
    };

    private static int LengthOf(ColumnField field) => field.Type switch
    {
        MySqlType.VarChar or MySqlType.VarString or MySqlType.String => field.Meta,

        // The declared length and the byte before a value that tells how it is compressed.
        MySqlType.MariaVarCharCompressed => Math.Max(field.Meta - 1, 0),
        _ => LengthBytesOf(field),
    };
}
