using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Translation;

/// <summary>Casts that fail, with Snowflake's messages and numbers: "Binary input and output", TRY_CAST, and what accounts print.</summary>
public sealed class CastErrorTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public CastErrorTests() => _sql = _emulator.OpenIn();

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("'abc'::NUMBER(5,0)", 100038, "22018", "Numeric value 'abc' is not recognized")]
    [InlineData("''::NUMBER", 100038, "22018", "Numeric value '' is not recognized")]
    [InlineData("'1_000'::NUMBER", 100038, "22018", "Numeric value '1_000' is not recognized")]
    [InlineData("'0x1F'::FLOAT", 100038, "22018", "Numeric value '0x1F' is not recognized")]
    [InlineData("TO_DOUBLE('1,5')", 100038, "22018", "Numeric value '1,5' is not recognized")]
    [InlineData("'123456'::NUMBER(5,0)", 100039, "22003", "Numeric value '123456' is out of range")]
    [InlineData("'1e999'::FLOAT", 100039, "22003", "Numeric value '1e999' is out of range")]
    [InlineData("123456::NUMBER(5,0)", 100039, "22003", "Numeric value '123456' is out of range")]
    [InlineData("'inf'::FLOAT::NUMBER", 100039, "22003", "Numeric value 'inf' is out of range")]
    [InlineData("SUBSTR('abc', 1e300)", 100039, "22003", "Numeric value '1e+300' is out of range")]
    [InlineData("'maybe'::BOOLEAN", 100037, "22018", "Boolean value 'maybe' is not recognized")]
    [InlineData("'HELP'::BINARY", 100115, "22000", "The following string is not a legal hex-encoded value: 'HELP'")]
    [InlineData("TO_BINARY('ABC')", 100115, "22000", "The following string is not a legal hex-encoded value: 'ABC'")]
    [InlineData("HEX_DECODE_BINARY('zz')", 100115, "22000", "The following string is not a legal hex-encoded value: 'zz'")]
    [InlineData("TO_BINARY('a*', 'BASE64')", 100115, "22000", "The following string is not a legal base64-encoded value: 'a*'")]
    [InlineData("HEX_DECODE_STRING('FF')", 100144, "22000", "Invalid UTF8 detected in string '0xFF'")]
    [InlineData("""PARSE_JSON('{"x": "not-a-date"}'):x::DATE""", 100071, "22000", "Failed to cast variant value \"not-a-date\" to DATE")]
    [InlineData("""PARSE_JSON('"x"')::TIMESTAMP_NTZ(6)""", 100071, "22000", "Failed to cast variant value \"x\" to TIMESTAMP_NTZ")]
    [InlineData("""PARSE_JSON('"25:00"')::TIME""", 100071, "22000", "Failed to cast variant value \"25:00\" to TIME")]
    [InlineData("""PARSE_JSON('"value"')::NUMBER(10,0)""", 100071, "22000", "Failed to cast variant value \"value\" to FIXED")]
    [InlineData("""PARSE_JSON('[1]')::FLOAT""", 100071, "22000", "Failed to cast variant value [1] to REAL")]
    [InlineData("""PARSE_JSON('"maybe"')::BOOLEAN""", 100071, "22000", "Failed to cast variant value \"maybe\" to BOOLEAN")]
    [InlineData("""PARSE_JSON('"zz"')::BINARY""", 100071, "22000", "Failed to cast variant value \"zz\" to BINARY")]
    [InlineData("PARSE_JSON('[1,2]')::VECTOR(FLOAT, 3)", 100071, "22000", "Failed to cast variant value [1,2] to VECTOR(FLOAT, 3)")]
    [InlineData("PARSE_JSON('123456')::NUMBER(5,0)", 100039, "22003", "Numeric value '123456' is out of range")]
    [InlineData("""PARSE_JSON('{"a":')""", 100069, "22P02", "Error parsing JSON: unexpected end of data, pos 5")]
    public void Cast_ThatFails_SaysSoAsSnowflakeDoes(string expression, int number, string state, string message)
    {
        foreach (var statement in new[] { $"SELECT {expression}", $"CREATE TABLE t AS SELECT {expression} AS v" })
        {
            var error = _sql.Fails(statement);
            Assert.Equal((number, state, message), (error.Number, error.SqlState, error.RawMessage));
        }
    }

    [Theory]
    [InlineData("TRY_CAST('1_000' AS NUMBER)")]
    [InlineData("TRY_CAST('1e999' AS FLOAT)")]
    [InlineData("TRY_TO_NUMBER('123456', 5, 0)")]
    [InlineData("TRY_TO_BOOLEAN('maybe')")]
    [InlineData("TRY_TO_BINARY('ABC')")]
    [InlineData("TRY_TO_BINARY('a*', 'BASE64')")]
    [InlineData("PARSE_JSON('null')::NUMBER")]
    [InlineData("PARSE_JSON('null')::TIMESTAMP_NTZ")]
    [InlineData("PARSE_JSON('{}'):x::DATE")]
    [InlineData("PARSE_JSON('null')::BINARY")]
    public void Cast_OfNothingOrByTry_IsNull(string expression) => Assert.Equal("true", _sql.One($"SELECT {expression} IS NULL"));

    [Theory]
    [InlineData("' -1.5e2 '::NUMBER(10,1)", "-150.0")]
    [InlineData("'.5'::FLOAT", "0.5")]
    [InlineData("PARSE_JSON('true')::NUMBER", "1")]
    [InlineData("PARSE_JSON('\"12\"')::NUMBER + PARSE_JSON('1.5')::FLOAT", "13.5")]
    [InlineData("TO_BINARY('YWI=', 'BASE64')::VARCHAR", "6162")]
    [InlineData("TO_TIMESTAMP_NTZ(PARSE_JSON('1487654321'))::VARCHAR", "2017-02-21 05:18:41.000")]
    public void Cast_ThatSucceeds_IsTheValue(string expression, string expected) => Assert.Equal(expected, _sql.One($"SELECT {expression}"));
}
