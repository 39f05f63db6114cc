using System.Data;
using System.Globalization;
using System.Numerics;

namespace CdcToSnowflake.Warehouse.SqlApi.Values;

/// <summary>A parameter's value as the SQL API takes it: a binding type and a text. From the manual's "Submitting a request to execute SQL statements", its table of binding types.</summary>
/// <param name="Type">FIXED, REAL, TEXT …</param>
/// <param name="Value">null for NULL.</param>
internal sealed record Binding(string Type, string? Value)
{
    private const int ZoneOffsetBase = 1440;

    /// <summary>The binding of a .NET value.</summary>
    /// <param name="value">null and <see cref="DBNull"/> are NULL.</param>
    /// <param name="type">Matters for <see cref="DbType.Date"/>, which makes a date of a DateTime, and for the type of a NULL.</param>
    /// <exception cref="NotSupportedException">The SQL API has no binding for it.</exception>
    public static Binding Of(object? value, DbType type) => value switch
    {
        null or DBNull => new Binding(TypeOf(type), null),
        bool flag => new Binding("BOOLEAN", flag ? "true" : "false"),
        byte or sbyte or short or ushort or int or uint or long or ulong or BigInteger or decimal => new Binding("FIXED", Invariant(value)),
        double number => new Binding("REAL", Real(number)),
        float number => new Binding("REAL", Real(number)),
        string text => new Binding("TEXT", text),
        char or Guid => new Binding("TEXT", Invariant(value)),
        // By the table a BINARY binding fits no BINARY column; hexadecimal text does.
        byte[] bytes => new Binding("TEXT", Convert.ToHexString(bytes)),
        DateOnly date => Date(date.ToDateTime(default)),
        DateTime moment when type == DbType.Date => moment.TimeOfDay == TimeSpan.Zero ? Date(moment) : throw new NotSupportedException("A DateTime with a time of day is no date."),
        DateTime moment => new Binding("TIMESTAMP_NTZ", Nanos(moment.Ticks - DateTime.UnixEpoch.Ticks)),
        DateTimeOffset instant => new Binding("TIMESTAMP_TZ", string.Create(CultureInfo.InvariantCulture, $"{Nanos(instant.UtcTicks - DateTime.UnixEpoch.Ticks)} {(int)instant.Offset.TotalMinutes + ZoneOffsetBase}")),
        TimeOnly time => new Binding("TIME", Nanos(time.Ticks)),
        TimeSpan time => time >= TimeSpan.Zero && time < TimeSpan.FromDays(1) ? new Binding("TIME", Nanos(time.Ticks)) : throw new NotSupportedException("A TimeSpan of a day or more, or below zero, is no time of day."),
        _ => throw new NotSupportedException($"A parameter's value can't be a {value.GetType()}."),
    };

    private static string TypeOf(DbType type) => type switch
    {
        DbType.Boolean => "BOOLEAN",
        DbType.Byte or DbType.SByte or DbType.Int16 or DbType.UInt16 or DbType.Int32 or DbType.UInt32 or DbType.Int64 or DbType.UInt64 or DbType.Decimal or DbType.VarNumeric or DbType.Currency => "FIXED",
        DbType.Single or DbType.Double => "REAL",
        DbType.Date => "DATE",
        DbType.Time => "TIME",
        DbType.DateTime or DbType.DateTime2 => "TIMESTAMP_NTZ",
        DbType.DateTimeOffset => "TIMESTAMP_TZ",
        _ => "TEXT",
    };

    private static Binding Date(DateTime date) => new("DATE", ((date.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture));

    private static string Nanos(long ticks) => ((Int128)ticks * Epoch.NanosPerTick).ToString(CultureInfo.InvariantCulture);

    private static string Real(double number) => double.IsPositiveInfinity(number) ? "inf" : double.IsNegativeInfinity(number) ? "-inf" : number.ToString("R", CultureInfo.InvariantCulture);

    private static string Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
