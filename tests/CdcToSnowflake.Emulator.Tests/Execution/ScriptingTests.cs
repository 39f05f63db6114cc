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
