using System.Data;
using System.Numerics;
using CdcToSnowflake.Warehouse.SqlApi.Values;

namespace CdcToSnowflake.Tests.Warehouse.SqlApi.Values;

/// <summary>"Submitting a request to execute SQL statements": binding types and their texts.</summary>
public class BindingTests
{
    public static TheoryData<object?, DbType, string, string?> Documented => new()
    {
        { 123, DbType.Object, "FIXED", "123" },
        { ulong.MaxValue, DbType.Object, "FIXED", "18446744073709551615" },
        { BigInteger.Parse("-99999999999999999999999999999999999999", System.Globalization.CultureInfo.InvariantCulture), DbType.Object, "FIXED", "-99999999999999999999999999999999999999" },
        { 1.50m, DbType.Object, "FIXED", "1.50" },
        { 0.1, DbType.Object, "REAL", "0.1" },
        { 1.5f, DbType.Object, "REAL", "1.5" },
        { "teststring", DbType.Object, "TEXT", "teststring" },
        { 'x', DbType.Object, "TEXT", "x" },
        { new byte[] { 0xAB, 0x0C }, DbType.Object, "TEXT", "AB0C" },
        { true, DbType.Object, "BOOLEAN", "true" },
        { new DateOnly(2021, 4, 15), DbType.Object, "DATE", "1618444800000" },
        { new DateTime(2021, 4, 15), DbType.Date, "DATE", "1618444800000" },
        { new DateOnly(1969, 12, 31), DbType.Object, "DATE", "-86400000" },
        { new TimeOnly(0, 0, 1), DbType.Object, "TIME", "1000000000" },
        { TimeSpan.FromTicks(1), DbType.Object, "TIME", "100" },
        { new DateTime(2021, 3, 19, 17, 6, 59), DbType.Object, "TIMESTAMP_NTZ", "1616173619000000000" },
        { DateTime.MaxValue, DbType.Object, "TIMESTAMP_NTZ", "253402300799999999900" },
        // The page's own example: minutes, plus 1440.
        { new DateTimeOffset(2021, 3, 19, 9, 6, 59, TimeSpan.FromHours(-8)), DbType.Object, "TIMESTAMP_TZ", "1616173619000000000 960" },
        { null, DbType.Object, "TEXT", null },
        { DBNull.Value, DbType.Int64, "FIXED", null },
        { null, DbType.Date, "DATE", null },
        { null, DbType.DateTimeOffset, "TIMESTAMP_TZ", null },
    };

    [Theory]
    [MemberData(nameof(Documented))]
    public void SubmittingARequestToExecuteSqlStatements_BindVariables_AreOfTheTable(object? value, DbType type, string expectedType, string? expectedValue) =>
        Assert.Equal(new Binding(expectedType, expectedValue), Binding.Of(value, type));

    [Fact]
    public void Of_WhatHasNoBinding_IsRefused()
    {
        Assert.Throws<NotSupportedException>(() => Binding.Of(new object(), DbType.Object));
        Assert.Throws<NotSupportedException>(() => Binding.Of(TimeSpan.FromDays(1), DbType.Object));
        Assert.Throws<NotSupportedException>(() => Binding.Of(TimeSpan.FromTicks(-1), DbType.Object));
        Assert.Throws<NotSupportedException>(() => Binding.Of(new DateTime(2021, 4, 15, 1, 0, 0), DbType.Date));
    }
}
