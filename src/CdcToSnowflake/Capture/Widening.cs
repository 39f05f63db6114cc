using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture;

/// <summary>Tells whether a column can take another type without any value in existing rows changing.</summary>
internal static class Widening
{
    private const int LongestTiny = 255;
    private const int LargestCharacter = 4;
    private const int LongText = 4;

    /// <summary>Whether every value stays what it is, in the warehouse too.</summary>
    /// <param name="before">The column as it was.</param>
    /// <param name="after">The column as it is to be.</param>
    /// <param name="trustsUnknown">Whether sizes and members that aren't known count as unchanged.</param>
    public static bool Keeps(ColumnForm before, ColumnForm after, bool trustsUnknown)
    {
        var (old, now) = (before.Type, after.Type);
        return (old.Kind, now.Kind) switch
        {
            (<= SourceKind.BigInt, <= SourceKind.BigInt) => old.IsUnsigned == now.IsUnsigned ? old.Kind <= now.Kind : old.IsUnsigned && old.Kind < now.Kind,
            (SourceKind.Float, SourceKind.Double) => !now.IsUnsigned || old.IsUnsigned,
            (SourceKind.Char, SourceKind.VarChar) or (SourceKind.Binary, SourceKind.VarBinary) => old.Length <= now.Length,
            (SourceKind.Char or SourceKind.VarChar, SourceKind.Text) => after.SizeBytes != 1 || old.Length * LargestCharacter <= LongestTiny,
            (SourceKind.Binary or SourceKind.VarBinary, SourceKind.Blob) => after.SizeBytes != 1 || old.Length <= LongestTiny,
            _ => old.Kind == now.Kind && KeepsWithinKind(before, after, trustsUnknown),
        };
    }

    private static bool KeepsWithinKind(ColumnForm before, ColumnForm after, bool trustsUnknown)
    {
        var (old, now) = (before.Type, after.Type);
        return old.Kind switch
        {
            SourceKind.Decimal => old.Scale == now.Scale && old.Precision <= now.Precision && (!now.IsUnsigned || old.IsUnsigned),
            SourceKind.Float or SourceKind.Double => !now.IsUnsigned || old.IsUnsigned,
            SourceKind.Bit or SourceKind.Vector => old.Precision <= now.Precision,
            SourceKind.DateTime or SourceKind.Timestamp => old.Scale <= now.Scale,
            SourceKind.Time => old.Scale == now.Scale, // it lands as text with its declared fraction digits, so that more of them is another text
            SourceKind.Char or SourceKind.VarChar or SourceKind.VarBinary => old.Length <= now.Length,
            SourceKind.Binary => old.Length == now.Length, // more bytes are filled up with zeros
            SourceKind.Text or SourceKind.Blob => before.SizeBytes == 0 || after.SizeBytes == 0 ? trustsUnknown || after.SizeBytes == LongText : before.SizeBytes <= after.SizeBytes,
            SourceKind.Enum or SourceKind.Set => before.Labels is null || after.Labels is null ? trustsUnknown : before.Labels.SequenceEqual(after.Labels.Take(before.Labels.Count), StringComparer.Ordinal),
            _ => true,
        };
    }
}
