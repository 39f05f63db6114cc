using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>"Date and time input and output formats": every format of its three tables, by the page's own examples, and what is none of them. The session's zone is UTC.</summary>
public sealed class DateAndTimePagesTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public DateAndTimePagesTests() => _sql = _emulator.OpenIn();

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    /// <summary>A TIMESTAMP_NTZ has the wall clock, whatever the offset; a TIMESTAMP_LTZ the instant.</summary>
    [Theory]
    [InlineData("2013-04-28T20:57:01.123456789+07:00", "2013-04-28 20:57:01.123456", "13:57:01.123456")]
    [InlineData("2013-04-28 20:57:01.123456789+07:00", "2013-04-28 20:57:01.123456", "13:57:01.123456")]
    [InlineData("2013-04-28 20:57:01.123456789+07", "2013-04-28 20:57:01.123456", "13:57:01.123456")]
    [InlineData("2013-04-28 20:57:01.123456789 +07:00", "2013-04-28 20:57:01.123456", "13:57:01.123456")]
    [InlineData("2013-04-28 20:57:01.123456789 +0700", "2013-04-28 20:57:01.123456", "13:57:01.123456")]
    [InlineData("2013-04-28 20:57:01 +07:00", "2013-04-28 20:57:01", "13:57:01")]
    [InlineData("2013-04-28 20:57:01 +0730", "2013-04-28 20:57:01", "13:27:01")]
    [InlineData("2013-04-28T20:57:01.123456", "2013-04-28 20:57:01.123456", "20:57:01.123456")]
    [InlineData("2013-04-28 20:57:01.123456", "2013-04-28 20:57:01.123456", "20:57:01.123456")]
    [InlineData("2013-04-28T20:57:01", "2013-04-28 20:57:01", "20:57:01")]
    [InlineData("2013-04-28 20:57:01", "2013-04-28 20:57:01", "20:57:01")]
    [InlineData("2013-04-28T20:57", "2013-04-28 20:57:00", "20:57:00")]
    [InlineData("2013-04-28 20:57", "2013-04-28 20:57:00", "20:57:00")]
    [InlineData("2013-04-28T20", "2013-04-28 20:00:00", "20:00:00")]
    [InlineData("2013-04-28 20", "2013-04-28 20:00:00", "20:00:00")]
    [InlineData("2013-04-28T10:57:01-07:00", "2013-04-28 10:57:01", "17:57:01")]
    [InlineData("2013-04-28 10:57:01-07:00", "2013-04-28 10:57:01", "17:57:01")]
    [InlineData("2013-04-28 10:57:01-07", "2013-04-28 10:57:01", "17:57:01")]
    [InlineData("2013-04-28T20:57+07:00", "2013-04-28 20:57:00", "13:57:00")]
    [InlineData("2013-04-28 20:57+07:00", "2013-04-28 20:57:00", "13:57:00")]
    [InlineData("Thu, 21 Dec 2000 16:01:07 +0200", "2000-12-21 16:01:07", "14:01:07")]
    [InlineData("Thu, 21 Dec 2000 16:01:07.123456789 +0200", "2000-12-21 16:01:07.123456", "14:01:07.123456")]
    [InlineData("Thu, 21 Dec 2000 04:01:07 PM +0200", "2000-12-21 16:01:07", "14:01:07")]
    [InlineData("Thu, 21 Dec 2000 04:01:07.123456789 PM +0200", "2000-12-21 16:01:07.123456", "14:01:07.123456")]
    [InlineData("Thu, 21 Dec 2000 16:01:07", "2000-12-21 16:01:07", "16:01:07")]
    [InlineData("Thu, 21 Dec 2000 16:01:07.123456789", "2000-12-21 16:01:07.123456", "16:01:07.123456")]
    [InlineData("Thu, 21 Dec 2000 04:01:07 PM", "2000-12-21 16:01:07", "16:01:07")]
    [InlineData("Thu, 21 December 2000 04:01:07.123456789 AM", "2000-12-21 04:01:07.123456", "04:01:07.123456")]
    [InlineData("2/18/2008 02:36:48", "2008-02-18 02:36:48", "02:36:48")]
    [InlineData("Mon Jul 08 18:09:51 +0000 2013", "2013-07-08 18:09:51", "18:09:51")]
    [InlineData("2013-04-28", "2013-04-28 00:00:00", "00:00:00")]
    [InlineData("0001-02-03 04:05:06", "0001-02-03 04:05:06", "04:05:06")]
    [InlineData("9999-12-31 23:59:59.999999", "9999-12-31 23:59:59.999999", "23:59:59.999999")]
    public void DateAndTimeInputAndOutputFormats_TimestampFormats_AreDetected(string text, string wall, string time)
    {
        _sql.Run($"CREATE TABLE t (n TIMESTAMP_NTZ, l TIMESTAMP_LTZ); INSERT INTO t SELECT '{text}', '{text}'");
        var instant = $"{wall[..10]} {time}+00:00";
        var expected = $"{wall}|{wall}|{wall}|{instant}|{instant}|{instant}|{wall[..10]} 00:00:00";
        Assert.Equal(expected, _sql.One($"SELECT n, TO_TIMESTAMP('{text}'), TRY_TO_TIMESTAMP('{text}', 'AUTO'), l, '{text}'::TIMESTAMP_LTZ, TO_TIMESTAMP_LTZ(TO_VARIANT('{text}')), TO_DATE('{text}') FROM t"));
    }

    [Theory]
    [InlineData("2026-01-02 03:04:05 +00:00")]
    [InlineData("2026-01-02 03:04:05+00")]
    [InlineData("2026-01-02T03:04:05-00:00")]
    [InlineData("Fri, 02 Jan 2026 03:04:05 +0000")]
    public void DateAndTimeInputAndOutputFormats_TimestampTzAtUtc_IsTaken_AtAnotherOffsetRefusedByName(string text)
    {
        Assert.Equal("2026-01-02 03:04:05+00:00|2026-01-02 03:04:05+00:00", _sql.One($"SELECT '{text}'::TIMESTAMP_TZ, TRY_CAST('{text}' AS TIMESTAMP_TZ)"));
        var other = text.Replace("+00", "+09", StringComparison.Ordinal).Replace("-00:00", "-07:00", StringComparison.Ordinal);
        Assert.Equal("TIMESTAMP_TZ at an offset other than +00:00", Assert.IsType<NotEmulatedException>(_sql.Fails($"SELECT '{other}'::TIMESTAMP_TZ")).Feature);
    }

    [Fact]
    public void ToTimestamp_AFormatWithAnOffset_AtUtcIsTaken_AnotherOffsetRefusedByName()
    {
        const string Format = "'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM'";
        Assert.Equal("2026-01-02 03:04:05.123456+00:00", _sql.One($"SELECT TO_TIMESTAMP_TZ('2026-01-02 03:04:05.123456789 +00:00', {Format})"));
        Assert.Equal("2026-01-02 01:04:05.5+00:00", _sql.One($"SELECT TO_TIMESTAMP_LTZ('2026-01-02 03:04:05.5 +02:00', {Format})"));
        Assert.IsType<NotEmulatedException>(_sql.Fails($"SELECT TO_TIMESTAMP_TZ('2026-01-02 03:04:05.5 +02:00', {Format})"));
        Assert.IsType<NotEmulatedException>(_sql.Fails("SELECT TO_TIMESTAMP_TZ('+00:00 2026-01-02', 'TZH:TZM YYYY-MM-DD')"));
    }

    /// <summary>Among them what DuckDB's own casts take, and what the page names as not interchangeable.</summary>
    [Theory]
    [InlineData("2026/01/02")]
    [InlineData("2026/01/02 03:04:05")]
    [InlineData("01-02-2026")]
    [InlineData("epoch")]
    [InlineData("infinity")]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData("2026-02-30")]
    [InlineData("2026-02-30 03:04:05")]
    [InlineData("2026-01-02 24:00:00")]
    [InlineData("2026-01-02 23:59:60")]
    [InlineData("2026-01-02 03:04:05 UTC")]
    [InlineData("2026-01-02T03:04:05+0000")]
    [InlineData("2026-01-02T03:04:05 +00:00")]
    [InlineData("2026-01-02 03:04:05.")]
    [InlineData("2026-01-02 03:04:05+24:00")]
    [InlineData("20107-05-10")]
    [InlineData("Mon Jul 08 18:09:51 2013")]
    [InlineData("it''s \"not\" one")]
    public void DateAndTimeInputAndOutputFormats_NoMatchingFormat_IsSnowflakesError(string text)
    {
        foreach (var (type, word, number) in new[] { ("TIMESTAMP_NTZ", "Timestamp", 100035), ("TIMESTAMP_LTZ", "Timestamp", 100035), ("TIMESTAMP_TZ", "Timestamp", 100035), ("DATE", "Date", 100040) })
        {
            var error = _sql.Fails($"SELECT '{text}'::{type}");
            Assert.Equal((number, "22007", $"{word} '{text.Replace("''", "'", StringComparison.Ordinal)}' is not recognized"), (error.Number, error.SqlState, error.RawMessage));
            Assert.Equal("true", _sql.One($"SELECT TRY_CAST('{text}' AS {type}) IS NULL"));
        }
    }

    [Theory]
    [InlineData("2013-04-28", "2013-04-28")]
    [InlineData("2013-4-8", "2013-04-08")]
    [InlineData("17-DEC-1980", "1980-12-17")]
    [InlineData("7-December-1980", "1980-12-07")]
    [InlineData("12/17/1980", "1980-12-17")]
    public void DateAndTimeInputAndOutputFormats_DateFormats_AreDetected(string text, string expected) =>
        Assert.Equal($"{expected} 00:00:00|{expected} 00:00:00|{expected} 00:00:00", _sql.One($"SELECT '{text}'::DATE, TO_DATE('{text}'), '{text}'::TIMESTAMP_NTZ"));

    [Theory]
    [InlineData("20:57:01.123456789+07:00", "20:57:01.123456")]
    [InlineData("20:57:01.123456789", "20:57:01.123456")]
    [InlineData("20:57:01", "20:57:01.000000")]
    [InlineData("20:57", "20:57:00.000000")]
    [InlineData("07:57:01.123456789 AM", "07:57:01.123456")]
    [InlineData("04:01:07 PM", "16:01:07.000000")]
    [InlineData("12:01 AM", "00:01:00.000000")]
    [InlineData("31536001", "00:00:01.000000")]
    [InlineData("31536002400", "00:00:02.000000")]
    public void DateAndTimeInputAndOutputFormats_TimeFormats_AreDetected(string text, string expected) =>
        Assert.Equal($"{expected}|{expected}", _sql.One($"SELECT TO_VARCHAR('{text}'::TIME, 'HH24:MI:SS.FF6'), TO_VARCHAR(TO_TIME('{text}'), 'HH24:MI:SS.FF6')"));

    [Theory]
    [InlineData("24:00:00")]
    [InlineData("20:57:60")]
    [InlineData("13:01 AM")]
    [InlineData("-12:00:00")]
    [InlineData("838:59:59")]
    [InlineData("1970-01-01T01:59:11.4040000+01:00")]
    public void ToTime_NoMatchingFormat_IsSnowflakesError(string text)
    {
        var error = _sql.Fails($"SELECT TO_TIME('{text}')");
        Assert.Equal((100108, "22007", $"Time '{text}' is not recognized"), (error.Number, error.SqlState, error.RawMessage));
    }

    [Theory]
    [InlineData("1487654321", "2017-02-21 05:18:41")]
    [InlineData("1487654321321", "2017-02-21 05:18:41.321")]
    [InlineData("31536000", "1971-01-01 00:00:00")]
    [InlineData("31536000000", "1971-01-01 00:00:00")]
    [InlineData("31536000000000", "1971-01-01 00:00:00")]
    [InlineData("31536000000000000", "1971-01-01 00:00:00")]
    public void DateAndTimeInputAndOutputFormats_IntegerInAText_ItsMagnitudeTellsTheUnit(string text, string expected) =>
        Assert.Equal($"{expected}|{expected[..10]} 00:00:00", _sql.One($"SELECT TO_TIMESTAMP('{text}'), TO_DATE('{text}')"));

    [Theory]
    [InlineData("TO_TIMESTAMP('2019-02-2823:59:59 -07:00x', 'YYYY-MM-DD HH24:MI:SS')", "Can't parse '2019-02-2823:59:59 -07:00x' as timestamp with format 'YYYY-MM-DD HH24:MI:SS'")]
    [InlineData("TO_DATE('2026-02-30', 'YYYY-MM-DD')", "Can't parse '2026-02-30' as date with format 'YYYY-MM-DD'")]
    [InlineData("TO_TIME('11.15', 'HH24.MI.SS')", "Can't parse '11.15' as time with format 'HH24.MI.SS'")]
    public void ToTimestamp_ATextNotOfItsFormat_IsSnowflakesError(string call, string message)
    {
        var error = _sql.Fails("SELECT " + call);
        Assert.Equal((100096, "22007", message), (error.Number, error.SqlState, error.RawMessage));
        Assert.Equal("true", _sql.One($"SELECT TRY_{call} IS NULL"));
    }
}
