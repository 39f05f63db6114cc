using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Execution;

public sealed class ScriptingTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public ScriptingTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (id NUMBER(20,0), v VARCHAR)");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void Block_VariablesBranchesAndBinds_Run()
    {
        _sql.Run("""
            DECLARE
                n NUMBER(20,0) DEFAULT 5;
                label VARCHAR;
            BEGIN
                LET doubled NUMBER(20,0) := n * 2;
                label := 'big';
                IF (doubled > 100) THEN label := 'huge';
                ELSEIF (doubled > 9) THEN label := label || '!';
                ELSE label := 'small';
                END IF;
                INSERT INTO t SELECT :doubled, :label;
                n := (SELECT MAX(id) FROM t);
                INSERT INTO t VALUES (:n + 1, NULL);
            END;
            """);
        Assert.Equal(["10|big!", "11|∅"], _sql.Rows("SELECT * FROM t ORDER BY id"));
    }

    /// <summary>"Setting variables to the results of a SELECT statement"; what an account says of several rows.</summary>
    [Fact]
    public void SelectInto_OneRow_IsInTheVariables()
    {
        _sql.Run("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (18446744073709551615, NULL)");
        Assert.Equal("1 a", _sql.One("DECLARE id INTEGER; name VARCHAR; BEGIN SELECT id, v INTO :id, :name FROM t WHERE id = 1; RETURN id || ' ' || name; END"));
        Assert.Equal("18446744073709551615", _sql.One("DECLARE n NUMBER(20,0); BEGIN WITH c AS (SELECT id FROM t) SELECT MAX(id) INTO n FROM c; RETURN n; END"));
        Assert.Equal("∅", _sql.One("DECLARE n NUMBER(20,0); BEGIN SELECT id INTO :n FROM t WHERE id = 7; RETURN n; END"));
        Assert.Equal("got 3", _sql.One("DECLARE n NUMBER(20,0); BEGIN SELECT id INTO :n FROM t; RETURN n; EXCEPTION WHEN STATEMENT_ERROR THEN RETURN REGEXP_SUBSTR(sqlerrm, 'got [0-9]+'); END"));
    }

    [Theory]
    [InlineData("LET n NUMBER := 1; SELECT id INTO :n FROM t WHERE id = 7", "SELECT … INTO of no row")]
    [InlineData("LET n NUMBER := 1; SELECT 1, 2 INTO :n", "INTO has 1 variables for 2 values")]
    [InlineData("SELECT 1 INTO :unknown", "invalid identifier 'UNKNOWN'")]
    [InlineData("LET n NUMBER := (SELECT 1 INTO :n)", "INTO stands only in a block, as a statement of its own")]
    [InlineData("LET n NUMBER := 1; INSERT INTO t SELECT 1, 'x' INTO :n", "INTO stands only in a block, as a statement of its own")]
    public void SelectInto_WhatItCannot_IsSaid(string body, string told) => Assert.Contains(told, _sql.Fails($"BEGIN {body}; END").Message, StringComparison.Ordinal);

    [Fact]
    public void Return_Value_IsTheResult() => Assert.Equal("42", _sql.One("BEGIN RETURN 6 * 7; END"));

    [Fact]
    public void Handler_RollsBackAndRaisesAgain_ErrorAsItWas()
    {
        var error = _sql.Fails("""
            BEGIN
                BEGIN TRANSACTION;
                INSERT INTO t VALUES (1, 'x');
                INSERT INTO t SELECT 'nonsense'::NUMBER(20,0), 'y';
                COMMIT;
            EXCEPTION
                WHEN OTHER THEN
                    ROLLBACK;
                    RAISE;
            END;
            """);
        Assert.Equal(100038, error.Number);
        Assert.Equal("0", _sql.One("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public void Handler_WithoutRollback_WhatCameBeforeCanStillBeCommitted()
    {
        _sql.Run("""
            BEGIN
                BEGIN TRANSACTION;
                INSERT INTO t VALUES (1, 'x');
                INSERT INTO t SELECT 'nonsense'::NUMBER(20,0), 'y';
                COMMIT;
            EXCEPTION
                WHEN OTHER THEN
                    INSERT INTO t SELECT 2, :SQLERRM;
                    COMMIT;
            END;
            """);
        Assert.Equal(["1|x", "2|Numeric value 'nonsense' is not recognized"], _sql.Rows("SELECT * FROM t ORDER BY id"));
    }

    [Fact]
    public void DeclaredException_RaisedAndCaughtByName()
    {
        Assert.Equal("caught", _sql.One("""
            DECLARE
                trouble EXCEPTION (-20002, 'it went wrong');
            BEGIN
                RAISE trouble;
            EXCEPTION
                WHEN STATEMENT_ERROR THEN RETURN 'wrong handler';
                WHEN trouble THEN RETURN 'caught';
            END;
            """));
    }

    [Fact]
    public void BigNumbers_ThroughVariables_KeepEveryDigit()
    {
        _sql.Run("DECLARE n NUMBER(20,0) DEFAULT 18446744073709551615; BEGIN INSERT INTO t SELECT :n, 'max'; END");
        Assert.Equal("18446744073709551615|max", _sql.One("SELECT * FROM t"));
    }

    [Fact]
    public void Handler_DoesNotTakeARefusalForAnError() => Assert.Contains("RECURSIVE", Assert.IsType<NotEmulatedException>(
        _sql.Fails("BEGIN INSERT INTO t SELECT 1, value FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[]'), RECURSIVE => TRUE)); EXCEPTION WHEN OTHER THEN RETURN 'swallowed'; END")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("LET n NUMBER := 'x'", "expression")]
    [InlineData("LET n NUMBER := 1; n := 1 / 0", "expression")]
    [InlineData("IF (1 / 0 > 1) THEN RETURN 'if'; END IF", "expression")]
    [InlineData("RETURN 1 / 0", "expression")]
    [InlineData("INSERT INTO t SELECT 1 / 0, 'x'", "statement")]
    [InlineData("DROP TABLE none", "statement")]
    public void Handler_TellsErrorsOfExpressionsFromThoseOfStatements(string body, string caught) =>
        Assert.Equal(caught, _sql.One($"BEGIN {body}; EXCEPTION WHEN STATEMENT_ERROR THEN RETURN 'statement'; WHEN EXPRESSION_ERROR THEN RETURN 'expression'; END"));

    [Theory]
    [InlineData("EXCEPTION (-20002, 'Raised MY_EXCEPTION.')", "-20002|Raised MY_EXCEPTION.|P0001")]
    [InlineData("EXCEPTION", "-20000||P0001")]
    public void DeclaredException_CodeAndText_AreAsDeclared(string declared, string expected)
    {
        Assert.Equal(expected, _sql.One($"DECLARE my_exception {declared}; BEGIN RAISE my_exception; EXCEPTION WHEN OTHER THEN RETURN sqlcode || '|' || sqlerrm || '|' || sqlstate; END"));
        Assert.StartsWith("Uncaught exception of type 'MY_EXCEPTION'", _sql.Fails($"DECLARE my_exception {declared}; BEGIN RAISE my_exception; EXCEPTION WHEN OTHER THEN RAISE; END").RawMessage, StringComparison.Ordinal);
    }
}
