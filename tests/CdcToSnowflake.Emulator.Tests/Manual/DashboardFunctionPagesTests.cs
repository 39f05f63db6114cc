using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Manual;

/// <summary>Functions that dashboards ask by, each by its page's own examples.</summary>
public sealed class DashboardFunctionPagesTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public DashboardFunctionPagesTests() => _sql = _emulator.OpenIn();

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void TimeSlice_Examples_AreThePagesOwn()
    {
        Assert.Equal("2019-01-01 00:00:00|2019-05-01 00:00:00", _sql.One("SELECT TIME_SLICE('2019-02-28'::DATE, 4, 'MONTH', 'START'), TIME_SLICE('2019-02-28'::DATE, 4, 'month', 'end')"));
        Assert.Equal(
            "2019-02-28 00:00:00|2019-02-28 08:00:00",
            _sql.One("SELECT TIME_SLICE('2019-02-28T01:23:45.678'::TIMESTAMP_NTZ, 8, 'HOUR'), TIME_SLICE('2019-02-28T12:34:56.789'::TIMESTAMP_NTZ, 8, 'HOUR')"));
        _sql.Run("""
            CREATE TABLE accounts (ID INT, billing_date DATE, balance_due NUMBER(11, 2));
            INSERT INTO accounts (ID, billing_date, balance_due) VALUES (1, '2018-07-31', 100.00), (2, '2018-08-01', 200.00), (3, '2018-08-25', 400.00)
            """);
        Assert.Equal(
            ["2018-07-23 00:00:00|2018-08-06 00:00:00|2|300.00", "2018-08-20 00:00:00|2018-09-03 00:00:00|1|400.00"],
            _sql.Rows("""
                SELECT TIME_SLICE(billing_date, 2, 'WEEK', 'START') AS "START OF SLICE", TIME_SLICE(billing_date, 2, 'WEEK', 'END') AS "END OF SLICE", COUNT(*), SUM(balance_due)
                FROM accounts WHERE balance_due > 0 GROUP BY "START OF SLICE", "END OF SLICE" ORDER BY 1
                """));
    }

    /// <summary>"All slices are aligned relative to midnight January 1, 1970"; the page names these boundaries.</summary>
    [Theory]
    [InlineData("1970-01-01", 15, "YEAR", "1970-01-01")]
    [InlineData("1984-12-31", 15, "YEAR", "1970-01-01")]
    [InlineData("2015-06-07", 15, "YEAR", "2015-01-01")]
    [InlineData("1969-12-31", 15, "YEAR", "1955-01-01")]
    [InlineData("1970-01-11", 2, "WEEK", "1969-12-29")]
    [InlineData("1970-01-12", 2, "WEEK", "1970-01-12")]
    [InlineData("1969-12-28", 1, "WEEK", "1969-12-22")]
    [InlineData("2026-05-31", 1, "QUARTER", "2026-04-01")]
    [InlineData("1970-01-05", 3, "DAY", "1970-01-04")]
    [InlineData("1969-12-31", 3, "DAY", "1969-12-29")]
    public void TimeSlice_Slices_BeginAtMultiplesFrom1970(string day, int length, string part, string start) =>
        Assert.Equal($"{start} 00:00:00", _sql.One($"SELECT TIME_SLICE('{day}'::DATE, {length}, '{part}')"));

    [Theory]
    [InlineData("TIME_SLICE('2019-02-28'::DATE, 8, 'HOUR')", "'hour' is not a valid date/time component for function TIME_SLICE")]
    [InlineData("TIME_SLICE('2019-02-28'::TIMESTAMP_LTZ, 8, 'HOUR')", "TIME_SLICE takes a DATE or a TIMESTAMP_NTZ, not a TIMESTAMP_LTZ")]
    [InlineData("TIME_SLICE('2019-02-28'::DATE, 0, 'DAY')", "must be an integer of at least 1, not 0")]
    [InlineData("TIME_SLICE('2019-02-28'::DATE, 1, 'DAY', 'MIDDLE')", "START or the END of a slice, not 'MIDDLE'")]
    public void TimeSlice_WhatThePageDoesNotTake_IsRefused(string expression, string told) => Assert.Contains(told, _sql.Fails($"SELECT {expression}").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("'2019-03-15'::DATE, '2019-02-15'::DATE", "1.000000")]
    [InlineData("'2019-03-31'::DATE, '2019-02-28'::DATE", "1.000000")]
    [InlineData("'2019-03-01'::DATE, '2019-02-15'::DATE", "0.548387")]
    [InlineData("'2019-03-01 02:00:00'::TIMESTAMP, '2019-02-15 01:00:00'::TIMESTAMP", "0.549731")]
    [InlineData("'2019-02-15 02:00:00'::TIMESTAMP, '2019-02-15 01:00:00'::TIMESTAMP", "0.000000")]
    [InlineData("'2019-03-28'::DATE, '2019-02-28'::DATE", "1.000000")]
    [InlineData("'2019-03-30'::DATE, '2019-02-28'::DATE", "1.064516")]
    [InlineData("'2019-03-01 02:00:00'::TIMESTAMP, '2019-02-01 13:00:00'::TIMESTAMP", "1.000000")]
    [InlineData("'2019-03-31 01:00:00'::TIMESTAMP, '2019-02-28 13:00:00'::TIMESTAMP", "1.000000")]
    [InlineData("'2019-02-01'::DATE, '2019-03-01'::DATE", "-1.000000")]
    [InlineData("'2020-02-01'::DATE, '2020-01-01 00:00:00'::TIMESTAMP", "1.000000")]
    [InlineData("'2020-02-01'::DATE, NULL", "∅")]
    public void MonthsBetween_Examples_AreThePagesOwn(string values, string expected) => Assert.Equal(expected, _sql.One($"SELECT MONTHS_BETWEEN({values})::NUMBER(12,6)"));

    [Theory]
    [InlineData("NEXT_DAY('2025-05-06'::DATE, 'Friday')", "2025-05-09 00:00:00")]
    [InlineData("NEXT_DAY('2025-05-06 23:59:00'::TIMESTAMP, '  fr, of course')", "2025-05-09 00:00:00")]
    [InlineData("NEXT_DAY('2025-05-06'::DATE, 'TU')", "2025-05-13 00:00:00")]
    [InlineData("NEXT_DAY('2025-05-11'::DATE, 'mo')", "2025-05-12 00:00:00")]
    [InlineData("NEXT_DAY('2025-05-12'::DATE, 'su')", "2025-05-18 00:00:00")]
    [InlineData("NEXT_DAY('2025-05-06'::DATE, NULL)", "∅")]
    public void NextDay_Example_IsThePagesOwn_AndADayIsItsFirstTwoLetters(string expression, string expected) => Assert.Equal(expected, _sql.One($"SELECT {expression}"));

    [Theory]
    [InlineData("PREVIOUS_DAY('2025-05-06'::DATE, 'Friday')", "2025-05-02 00:00:00")]
    [InlineData("PREVIOUS_DAY('2025-05-06'::DATE, 'tuesday')", "2025-04-29 00:00:00")]
    [InlineData("PREVIOUS_DAY('2025-05-12'::DATE, 'su')", "2025-05-11 00:00:00")]
    public void PreviousDay_Example_IsThePagesOwn(string expression, string expected) => Assert.Equal(expected, _sql.One($"SELECT {expression}"));

    [Theory]
    [InlineData("NEXT_DAY")]
    [InlineData("PREVIOUS_DAY")]
    public void NextDay_NoDayOfTheWeek_IsRefused(string function) =>
        Assert.Contains($"'someday' is no day of the week for function {function}", _sql.Fails($"SELECT {function}('2025-05-06'::DATE, 'someday')").Message, StringComparison.Ordinal);

    /// <summary>The page's own values are a t-digest's, which nobody else's are: here they are exact, and within the half of a step of them.</summary>
    [Theory]
    [InlineData("0.1", 1.5)]
    [InlineData("0.5", 5.5)]
    [InlineData("0.999", 10.5)]
    public void ApproxPercentile_Examples_AreNearThePagesOwn(string percentile, double page)
    {
        _sql.Run("CREATE TABLE testtable (c1 INTEGER); INSERT INTO testtable (c1) VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)");
        Assert.Equal("true", _sql.One($"SELECT ABS(APPROX_PERCENTILE(c1, {percentile}) - {page.ToString(System.Globalization.CultureInfo.InvariantCulture)}) <= 0.51 FROM testtable"));
        Assert.Equal("true", _sql.One($"SELECT DISTINCT APPROX_PERCENTILE(c1, {percentile}) OVER (PARTITION BY 1) = (SELECT APPROX_PERCENTILE(c1, {percentile}) FROM testtable) FROM testtable"));
    }
}
