using System.Globalization;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files.Reading;

/// <summary>Makes values of texts, for each way that a column can land: in text files all are texts, in Parquet some.</summary>
internal static class TextForms
{
    private const int MostDecimalDigits = 28;

    public static Func<string, object> For(SourceColumn column)
    {
        var landing = Landing.Of(column.WrittenType);
        var kind = column.WrittenType.Kind;
        return landing.Form switch
        {
            FileForm.Integer => text => long.Parse(text, CultureInfo.InvariantCulture),
            FileForm.Decimal when kind == SourceKind.Decimal => Decimal,
            FileForm.Decimal => text => ulong.Parse(text, CultureInfo.InvariantCulture),
            FileForm.Double => text => double.Parse(text, CultureInfo.InvariantCulture),
            FileForm.Date => text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            FileForm.Micros => text => new DateTime(DateTime.UnixEpoch.Ticks + (long.Parse(text, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond), DateTimeKind.Unspecified),
            FileForm.InstantText => text => DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm:ss.ffffff zzz", CultureInfo.InvariantCulture),
            FileForm.Text when kind == SourceKind.Time => text => Time(text),
            FileForm.Text or FileForm.Json or FileForm.Vector => text => text,
            FileForm.Hex => Convert.FromHexString,
            _ => throw new InvalidOperationException($"No text has the form {landing.Form}."),
        };
    }

    /// <summary>A decimal as .NET's own, if that holds it for certain; more digits would be rounded, so they stay text.</summary>
    public static object Decimal(string text)
    {
        var digits = text.Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var scale = text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? text.Length - point - 1 : 0;
        return digits.Length <= MostDecimalDigits && scale <= MostDecimalDigits ? decimal.Parse(text, CultureInfo.InvariantCulture) : text;
    }

    // [-]HHH:MM:SS[.ffffff]; up to 838 hours.
    private static TimeSpan Time(string text)
    {
        var isNegative = text.StartsWith('-');
        var parts = text.AsSpan(isNegative ? 1 : 0);
        var colon = parts.IndexOf(':');
        var hours = int.Parse(parts[..colon], CultureInfo.InvariantCulture);
        var minutes = int.Parse(parts.Slice(colon + 1, 2), CultureInfo.InvariantCulture);
        var seconds = decimal.Parse(parts[(colon + 4)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        var time = new TimeSpan(hours, minutes, 0) + TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return isNegative ? -time : time;
    }
}
