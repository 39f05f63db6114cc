namespace CdcToSnowflake.Emulator.Tests.Translation;

/// <summary>Functions that dashboards ask for now and then, each by the example of its page in Snowflake's manual; where a page prints ten digits of a float, so many are compared.</summary>
public sealed class FunctionPageTests
{
    private const string Pairs = " FROM VALUES (1, 10.00, NULL), (2, 10.00, 11.00), (2, 20.00, 22.00), (2, 25.00, NULL), (2, 30.00, 35.00) aggr(k, v, v2) GROUP BY k ORDER BY k";
    private const string Bits = " FROM VALUES (0, 65504), (1, 1), (2, 4), (4, 2), (16, 24), (NULL, NULL) bits(bit1, bit2) ORDER BY bit1";
    private const string Variants = " FROM (SELECT column1 AS n, PARSE_JSON(column2) AS v FROM VALUES (1, 'null'), (2, NULL), (3, 'true'), (4, '-17'), (5, '123.12'), (6, '1.912e2'), (7, '\"Om\"'), (8, '[-1, 12]'), (9, '{\"x\": \"abc\"}')) vartab WHERE ";
    private const string Corn = " FROM VALUES ('Kansas', 130), ('Kansas', 120), ('Iowa', 110), ('Iowa', 110), ('Iowa', 100) corn_production(state, bushels) ORDER BY bushels DESC";
    private const string Sets = " FROM VALUES (1, 2, 1), (1, 2, 3), (2, 1, 10), (2, 2, 11), (2, 2, 3) aggr2(col_x, col_y, col_z) GROUP BY GROUPING SETS ((col_x), (col_y), ()) ORDER BY col_x ASC, col_y DESC";

    [Theory]

    // Numeric functions.
    [InlineData("ACOS", "ACOS(0)::NUMBER(12,9), ACOS(0.5)::NUMBER(12,9), ACOS(1)", "1.570796327|1.047197551|0")]
    [InlineData("ATAN2", "ATAN2(5, 5)::NUMBER(12,10)", "0.7853981634")]
    [InlineData("CBRT", "CBRT(0), CBRT(2)::NUMBER(12,8), CBRT(-10)::NUMBER(12,8), CBRT(NULL)", "0|1.25992105|-2.15443469|NULL")]
    [InlineData("COT", "COT(PI()/3)::NUMBER(12,10)", "0.5773502692")]
    [InlineData("DEGREES", "ROUND(DEGREES(PI()/3), 9), DEGREES(PI()), DEGREES(3 * PI()), DEGREES(1)::NUMBER(12,9)", "60|180|540|57.295779513")]
    [InlineData("EXP", "EXP(1)::NUMBER(12,9), ROUND(EXP(LN(10)), 9)", "2.718281828|10")]
    [InlineData("FACTORIAL", "FACTORIAL(0), FACTORIAL(1), FACTORIAL(5), FACTORIAL(10)", "1|1|120|3628800")]
    [InlineData("LN", "LN(1), LN(10)::NUMBER(12,9), LN(100)::NUMBER(12,9), LN(NULL)", "0|2.302585093|4.605170186|NULL")]
    [InlineData("LOG", "LOG(2, 0.5), LOG(2, 1), LOG(2, 8), LOG(2, 16), LOG(10, 10), LOG(10, 20)::NUMBER(12,9), LOG(10, NULL), LOG(NULL, 10)", "-1|0|3|4|1|1.301029996|NULL|NULL")]
    [InlineData("SINH", "SINH(1.5)::NUMBER(12,9)", "2.129279455")]
    [InlineData("SQUARE", "SQUARE(0), SQUARE(1), SQUARE(-2), SQUARE(3.15)::NUMBER(12,4), SQUARE(NULL)", "0|1|4|9.9225|NULL")]
    [InlineData("TAN", "TAN(0), TAN(PI()/3)::NUMBER(12,9)", "0|1.732050808")]
    [InlineData("WIDTH_BUCKET", "WIDTH_BUCKET(price, 200000, 600000, 4) FROM VALUES (290000.00), (320000.00), (399999.99), (400000.00), (470000.00), (510000.00) home_sales(price) ORDER BY price", "1\n2\n2\n3\n3\n4")]
    [InlineData("BITAND", "BITAND(bit1, bit2), BITOR(bit1, bit2), BITXOR(bit1, bit2)" + Bits, "0|65504|65504\n1|1|0\n0|6|6\n0|6|6\n16|24|8\nNULL|NULL|NULL")]
    [InlineData("BITSHIFTLEFT", "BITSHIFTLEFT(bit1, 1), BITSHIFTRIGHT(bit2, 1)" + Bits, "0|32752\n2|0\n4|2\n8|1\n32|12\nNULL|NULL")]

    // Conditional expression functions: the numbers of BOOLAND and its like are rounded.
    [InlineData("BOOLAND", "BOOLAND(1, -2), BOOLAND(0, 0), BOOLAND(0, NULL), BOOLAND(NULL, 3), BOOLAND(NULL, NULL), BOOLAND(2, 0.3), BOOLAND(-0.4, 5)", "true|false|false|NULL|NULL|false|false")]
    [InlineData("BOOLOR", "BOOLOR(1, 2), BOOLOR(0, 2), BOOLOR(3, NULL), BOOLOR(0, 0), BOOLOR(NULL, 0), BOOLOR(NULL, NULL), BOOLOR(0.4, 0.3), BOOLOR(0.4, NULL)", "true|true|true|false|NULL|NULL|false|NULL")]
    [InlineData("BOOLNOT", "BOOLNOT(0), BOOLNOT(10), BOOLNOT(NULL), BOOLNOT(0.3), BOOLNOT(-0.4), BOOLNOT(CEIL(0.3))", "true|false|NULL|true|true|false")]
    [InlineData("BOOLXOR", "BOOLXOR(2, 0), BOOLXOR(1, -1), BOOLXOR(0, 0), BOOLXOR(NULL, 3), BOOLXOR(NULL, 0), BOOLXOR(2, 0.3), BOOLXOR(0, 0.3), BOOLXOR(FLOOR(-0.4), 5)", "true|false|false|NULL|NULL|true|false|false")]
    [InlineData("GREATEST_IGNORE_NULLS", "GREATEST_IGNORE_NULLS(1, 2, 3, 4.25::FLOAT), GREATEST_IGNORE_NULLS(2, 4, -1, NULL::FLOAT), GREATEST_IGNORE_NULLS(3, 6, NULL, -2.75::FLOAT)", "4.25|4|6")]
    [InlineData("IFNULL", "IFNULL(NULL, '555-01111'), IFNULL('555-01222', NULL), IFNULL('17', 1), COALESCE(1, '17.5'), IFF(FALSE, 1, '123456')", "555-01111|555-01222|17.00000|1.00000|123456.00000")]
    [InlineData("NULLIFZERO", "NULLIFZERO(0), NULLIFZERO(52), NULLIFZERO(3.14159)", "NULL|52|3.14159")]

    // Aggregate functions.
    [InlineData("BOOLAND_AGG", "BOOLAND_AGG(c1), BOOLAND_AGG(c2), BOOLAND_AGG(c3), BOOLAND_AGG(c4) FROM VALUES (TRUE, TRUE, TRUE, FALSE), (TRUE, FALSE, FALSE, FALSE), (TRUE, TRUE, FALSE, FALSE), (TRUE, FALSE, FALSE, FALSE) t(c1, c2, c3, c4)", "true|false|false|false")]
    [InlineData("CORR", "k, CORR(v, v2)::NUMBER(12,10)" + Pairs, "1|NULL\n2|0.9988445981")]
    [InlineData("COVAR_POP", "k, ROUND(COVAR_POP(v, v2), 9)" + Pairs, "1|NULL\n2|80")]
    [InlineData("COVAR_SAMP", "k, ROUND(COVAR_SAMP(v, v2), 9)" + Pairs, "1|NULL\n2|120")]
    [InlineData("VAR_POP", "k, ROUND(VAR_POP(v), 10), ROUND(VARIANCE_POP(v2), 10)" + Pairs, "1|0|NULL\n2|54.6875|96.2222222222")]
    [InlineData("VAR_SAMP", "k, VAR_SAMP(v)::NUMBER(20,10), VAR_SAMP(v2)::NUMBER(20,10), VARIANCE(v)::NUMBER(20,10), VARIANCE_SAMP(v)::NUMBER(20,10)" + Pairs, "1|NULL|NULL|NULL|NULL\n2|72.9166666667|144.3333333333|72.9166666667|72.9166666667")]
    [InlineData("STDDEV", "STDDEV(c1), STDDEV_SAMP(c1), STDDEV_POP(c1)::NUMBER(12,6) FROM VALUES (6), (10), (14) t1(c1)", "4|4|3.265986")]
    [InlineData("MODE", "k, MODE(v) FROM VALUES (1, 10.00), (1, 10.00), (1, 20.00), (1, 21.00), (2, 20.00), (2, 20.00), (2, 25.00), (2, 30.00), (3, NULL) aggr(k, v) GROUP BY k ORDER BY k", "1|10.00\n2|20.00\n3|NULL")]
    [InlineData("GROUPING_ID", "col_x, col_y, SUM(col_z), GROUPING_ID(col_x), GROUPING_ID(col_y), GROUPING_ID(col_x, col_y)" + Sets, "1|NULL|4|0|1|1\n2|NULL|24|0|1|1\nNULL|NULL|28|1|1|3\nNULL|2|18|1|0|2\nNULL|1|10|1|0|2")]

    // Window functions.
    [InlineData("RANK", "state, bushels, RANK() OVER (ORDER BY bushels DESC), DENSE_RANK() OVER (ORDER BY bushels DESC)" + Corn, "Kansas|130|1|1\nKansas|120|2|2\nIowa|110|3|3\nIowa|110|3|3\nIowa|100|5|4")]
    [InlineData("CUME_DIST", "symbol, CUME_DIST() OVER (ORDER BY price) FROM VALUES ('YHOO', 1), ('MSFT', 2), ('MSFT', 2), ('SPY', 3), ('AAPL', 4) trades(symbol, price) ORDER BY price", "YHOO|0.2\nMSFT|0.6\nMSFT|0.6\nSPY|0.8\nAAPL|1")]
    [InlineData("PERCENT_RANK: (r - 1) / (n - 1)", "PERCENT_RANK() OVER (ORDER BY price) FROM VALUES (1), (2), (2), (3), (4) trades(price) ORDER BY price", "0\n0.25\n0.25\n0.75\n1")]
    [InlineData("NTH_VALUE", "column1, column2, NTH_VALUE(column2, 2) OVER (PARTITION BY column1 ORDER BY column2) FROM VALUES (1, 10), (1, 11), (2, 20), (2, 21), (2, 22) ORDER BY 1, 2", "1|10|11\n1|11|11\n2|20|21\n2|21|21\n2|22|21")]
    [InlineData("LEAD", "c1, LEAD(c2) IGNORE NULLS OVER (ORDER BY c1) FROM VALUES (1, 5), (2, 4), (3, NULL), (4, 2), (5, NULL), (6, NULL), (7, 6) t1(c1, c2) ORDER BY c1", "1|4\n2|2\n3|2\n4|6\n5|6\n6|6\n7|NULL")]

    // String functions.
    [InlineData("ASCII", "ASCII('!'), ASCII('A'), ASCII('a'), ASCII('bcd'), ASCII(''), ASCII(NULL)", "33|65|97|98|0|NULL")]
    [InlineData("UNICODE", "UNICODE('a'), UNICODE('\\u2744'), CHAR(UNICODE('\\u2744')), UNICODE('cde'), UNICODE(''), UNICODE(NULL)", "97|10052|❄|99|0|NULL")]
    [InlineData("CHR", "CHR(83), CHR(33), CHR(169), CHR(8364), CHR(NULL)", "S|!|©|€|NULL")]
    [InlineData("BASE64_DECODE_STRING", "BASE64_DECODE_STRING('U25vd2ZsYWtl'), BASE64_DECODE_STRING(BASE64_ENCODE('HELLO')), BASE64_DECODE_BINARY('SEVMTE8=')", "Snowflake|HELLO|48454C4C4F")]
    [InlineData("EDITDISTANCE", "EDITDISTANCE('', ''), EDITDISTANCE('Gute nacht', 'Ich weis nicht'), EDITDISTANCE('Snowflake', 'Oracle'), EDITDISTANCE(NULL, ''), EDITDISTANCE('Ich weiß nicht', NULL)", "0|8|7|NULL|NULL")]
    [InlineData("REVERSE", "REVERSE('Hello, world!'), REVERSE('2019-05-22'::DATE)", "!dlrow ,olleH|22-50-9102")]
    [InlineData("RTRIM", "RTRIM('$125.00', '0.'), CONCAT('>', RTRIM('Trailing Spaces#  '), '<'), CONCAT('>', RTRIM('Trailing Spaces#  ', '# '), '<')", "$125|>Trailing Spaces#<|>Trailing Spaces<")]
    [InlineData("SHA1", "SHA1('Snowflake'), SHA1_HEX('AbCd0')", "fda76b0bcc1e87cf259b1d1e3271d76f590fb5dd|9ddb991863d53b35a52c490db256207c776ab8d8")]
    [InlineData("TRANSLATE", "TRANSLATE('peña','ñ','n'), TRANSLATE('❄a❄bX❄dYZ❄','XYZ❄','cef')", "pena|abcdef")]
    [InlineData("RLIKE", "RLIKE('San Francisco', 'san.*', 'i'), RLIKE('Sacramento', 'san.*', 'i'), RLIKE('800-456-7891', '[2-9]\\\\d{2}-\\\\d{3}-\\\\d{4}'), RLIKE('jsmith@email.com', $$\\w+@[a-zA-Z_]+\\.[a-zA-Z]{2,3}$$)", "true|false|true|true")]
    [InlineData("REGEXP_SUBSTR", "REGEXP_SUBSTR('It was the best of times, it was the worst of times.', 'the\\\\W+\\\\w+'), REGEXP_SUBSTR('A thespian theater is nearby.', 'the\\\\W+\\\\w+'), REGEXP_SUBSTR('How are you doing today?', '\\\\b\\\\S*o\\\\S*\\\\b')", "the best|NULL|How")]

    // Date and time functions.
    [InlineData("YEAR", "YEAR(t), QUARTER(t), MONTH(t), DAY(t), DAYOFMONTH(t), DAYOFYEAR(t) FROM (SELECT '2025-04-11T23:39:20.123-07:00'::TIMESTAMP AS t)", "2025|2|4|11|11|101")]
    [InlineData("YEAR: weeks", "WEEK(t), WEEKISO(t), WEEKOFYEAR(t), YEAROFWEEK(t), YEAROFWEEKISO(t) FROM (SELECT '2016-01-02T23:39:20.123-07:00'::TIMESTAMP AS t)", "53|53|53|2015|2015")]
    [InlineData("HOUR / MINUTE / SECOND", "HOUR(t), MINUTE(t), SECOND(t) FROM (SELECT '2025-04-08T23:39:20.123-07:00'::TIMESTAMP AS t)", "23|39|20")]

    // Conversion functions.
    [InlineData("TO_NUMBER", "TO_NUMBER(expr), TO_DECIMAL(expr, 10, 1), TO_NUMERIC(expr, 10, 8) FROM VALUES ('12.3456'), ('98.76546') number_conv(expr) ORDER BY 1", "12|12.3|12.34560000\n99|98.8|98.76546000")]
    [InlineData("TRY_TO_DECIMAL", "TRY_TO_DECIMAL('345.123'), TRY_TO_NUMERIC('345.123', 10, 2), TRY_TO_DECIMAL('345.123', 4, 2), TRY_TO_DECIMAL('aaa')", "345|345.12|NULL|NULL")]
    [InlineData("TO_BOOLEAN", "TO_BOOLEAN('yes'), TO_BOOLEAN('no'), TO_BOOLEAN(NULL), TO_BOOLEAN(1), TO_BOOLEAN(0)", "true|false|NULL|true|false")]
    [InlineData("TRY_TO_TIMESTAMP", "TRY_TO_TIMESTAMP('2024-01-15 12:30:00'), TRY_TO_TIMESTAMP('Invalid'), TRY_TO_TIMESTAMP_NTZ('Invalid'), TRY_TO_TIMESTAMP_LTZ('Invalid'), TRY_TO_TIMESTAMP_TZ('Invalid')", "2024-01-15 12:30:00.000000|NULL|NULL|NULL|NULL")]
    [InlineData("TO_ARRAY", "TO_ARRAY(1), TO_ARRAY('snowman,snowball,snowcone'), TO_ARRAY(NULL), TO_ARRAY(PARSE_JSON('null')), TO_ARRAY(PARSE_JSON('[1]'))", "[1]|[\"snowman,snowball,snowcone\"]|NULL|NULL|[1]")]

    // Semi-structured data functions.
    [InlineData("ARRAY_CONSTRUCT_COMPACT", "ARRAY_CONSTRUCT_COMPACT(NULL, 'hello', 4, 5)", "[\"hello\",4,5]")]
    [InlineData("AS_INTEGER", "AS_INTEGER(TO_VARIANT(15)), AS_INTEGER(TO_VARIANT('15')), AS_INTEGER(NULL)", "15|NULL|NULL")]
    [InlineData("AS_DOUBLE", "AS_DOUBLE(TO_VARIANT(TO_DOUBLE(1.23))), AS_REAL(TO_VARIANT('x'))", "1.23|NULL")]
    [InlineData("IS_INTEGER", "n" + Variants + "IS_INTEGER(v)", "4")]
    [InlineData("IS_DOUBLE", "n" + Variants + "IS_DOUBLE(v) ORDER BY n", "4\n5\n6")]
    [InlineData("IS_DOUBLE: in a SELECT list", "IS_REAL(TO_VARIANT(TRUE)), IS_REAL(TO_VARIANT(1.23::DECIMAL(6, 3))), IS_REAL(TO_VARIANT(3.21::DOUBLE)), IS_REAL(TO_VARIANT(15)), IS_REAL(NULL)", "false|true|true|true|NULL")]
    [InlineData("IS_NULL_VALUE", "IS_NULL_VALUE(PARSE_JSON('\"string value\"')), IS_NULL_VALUE(PARSE_JSON('null')), IS_NULL_VALUE(PARSE_JSON('{\"x\": null}'):x), IS_NULL_VALUE(PARSE_JSON('{\"x\": \"foo\"}'):y), IS_NULL_VALUE(PARSE_JSON(NULL))", "false|true|true|NULL|NULL")]
    [InlineData("OBJECT_KEYS", "OBJECT_KEYS(OBJECT_CONSTRUCT('a', 1, 'b', 2, 'c', 3)), OBJECT_KEYS(PARSE_JSON('{\"level_1_A\": {\"level_2\": \"two\"}, \"level_1_B\": \"one\"}'))", "[\"a\",\"b\",\"c\"]|[\"level_1_A\",\"level_1_B\"]")]
    [InlineData("STRIP_NULL_VALUE", "STRIP_NULL_VALUE(PARSE_JSON('{\"c\": null}'):c), STRIP_NULL_VALUE(PARSE_JSON('{\"c\": \"3\"}'):c)", "NULL|\"3\"")]
    public void Example_OfThePage_IsWhatItPrints(string page, string query, string expected)
    {
        using var world = new TestWorld();

        Assert.Equal((page, expected), (page, world.Run("SELECT " + query)));
    }

    /// <summary>EDITDISTANCE counts characters: "Ich weiß nicht" is 1 from "Ich wei? nicht".</summary>
    [Fact]
    public void EditDistance_OfOtherThanAscii_IsRefused()
    {
        using var world = new TestWorld();

        Assert.Contains("is not emulated", Assert.ThrowsAny<Exception>(() => world.Value("EDITDISTANCE('Ich weiß nicht', 'Ich wei? nicht')")).Message, StringComparison.Ordinal);
    }

    /// <summary>LOG: "if base is 1 … an error is returned". TRANSLATE: of a target alphabet that is the longer one.</summary>
    [Theory]
    [InlineData("LOG(1, 2)", "Division by zero")]
    [InlineData("TRANSLATE('ab', 'a', 'xy')", "String 'xy' is too long and would be truncated")]
    public void WhatThePageRefuses_IsAnError(string expression, string message)
    {
        using var world = new TestWorld();

        Assert.Contains(message, Assert.ThrowsAny<Exception>(() => world.Value(expression)).Message, StringComparison.Ordinal);
    }
}
