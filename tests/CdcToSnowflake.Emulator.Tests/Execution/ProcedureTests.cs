using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Execution;

/// <summary>The manual's "CREATE PROCEDURE", "CALL" and "Stored procedures and transactions".</summary>
public sealed class ProcedureTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public ProcedureTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("CREATE TABLE t (id NUMBER(20,0)); CREATE TABLE broken (id NUMBER(20,0) NOT NULL)");
        Make("one (n NUMBER(20,0))", "INSERT INTO t VALUES (:n); RETURN n + 1;");
        Make("bad (n NUMBER(20,0))", "INSERT INTO t VALUES (:n); INSERT INTO broken VALUES (NULL); RETURN 0;");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void Call_ArgumentsAndResult_AreThose()
    {
        Assert.Equal("8", _sql.One("CALL one(3 + 4)"));
        Assert.Equal("9", _sql.One("BEGIN LET a NUMBER(20,0) := 8; LET b NUMBER(20,0) := 0; CALL D.PUBLIC.one(:a) INTO :b; RETURN b; END"));
        Assert.Equal(["7", "8"], Rows());
    }

    /// <summary>"DESCRIBE PROCEDURE": by its name and the types of its arguments.</summary>
    [Fact]
    public void Describe_TellsWhatItTakesReturnsAndDoes()
    {
        var told = _sql.Rows("DESC PROCEDURE one(NUMBER)");

        Assert.Equal(["signature|(N NUMBER)", "returns|NUMBER", "language|SQL", "null handling|CALLED ON NULL INPUT", "volatility|VOLATILE", "execute as|CALLER"], told.SkipLast(1));
        Assert.Contains("INSERT INTO t VALUES (:n); RETURN n + 1;", told[^1], StringComparison.Ordinal);
        Assert.Contains("does not exist", _sql.Fails("DESCRIBE PROCEDURE one(VARCHAR)").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_BodyBetweenDollars_IsTheSame()
    {
        _sql.Run("CREATE PROCEDURE quoted(a VARCHAR, b VARCHAR) RETURNS VARCHAR NOT NULL LANGUAGE SQL EXECUTE AS CALLER AS $$ BEGIN RETURN a || ' ' || b; END; $$");

        Assert.Equal("x y", _sql.One("CALL quoted('x', 'y')"));
    }

    [Theory]
    [InlineData("COMMIT", new[] { "1", "2", "3" })]
    [InlineData("ROLLBACK", new string[0])]
    public void Call_WithinATransaction_IsOfIt(string end, string[] rows)
    {
        _sql.Run($"BEGIN TRANSACTION; INSERT INTO t VALUES (1); CALL one(2); INSERT INTO t VALUES (3); {end}");

        Assert.Equal(rows, Rows());
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (1);", new[] { "1", "3" })]
    [InlineData("", new[] { "3" })]
    public void Call_FailsWithinATransaction_TakesBackWhatItDidAndTheTransactionGoesOn(string before, string[] rows)
    {
        _sql.Run("BEGIN TRANSACTION; " + before);
        _sql.Fails("CALL bad(2)");
        _sql.Run("INSERT INTO t VALUES (3); COMMIT");

        Assert.Equal(rows, Rows());
    }

    [Fact]
    public void Call_FailsOutsideOfATransaction_KeepsEachStatementThatSucceeded()
    {
        _sql.Fails("CALL bad(2)");

        Assert.Equal(["2"], Rows());
    }

    [Theory]
    [InlineData("COMMIT;")]
    [InlineData("ROLLBACK;")]
    [InlineData("CREATE TABLE u (id NUMBER(20,0));")]
    public void Call_EndsTheTransactionAroundIt_IsRefusedAndTheTransactionStays(string statement)
    {
        Make("ends ()", statement + " RETURN 0;");
        _sql.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (1)");

        Assert.Contains("different scope", _sql.Fails("CALL ends()").Message, StringComparison.Ordinal);
        _sql.Run("COMMIT");
        Assert.Equal(["1"], Rows());
    }

    [Fact]
    public void Call_TransactionOfItsOwn_IsCommittedOrRolledBackThere()
    {
        Make("own ()", "BEGIN TRANSACTION; CALL one(1); COMMIT; BEGIN TRANSACTION; CALL one(2); ROLLBACK; RETURN 0;");
        Make("leaves_open ()", "BEGIN TRANSACTION; CALL one(3); RETURN 0;");

        _sql.Run("CALL own()");
        Assert.Contains("incomplete", _sql.Fails("CALL leaves_open()").Message, StringComparison.Ordinal);
        Assert.Equal(["1"], Rows());
    }

    [Fact]
    public void Call_TransactionOfItsOwnWithinAnother_IsRefusedByName()
    {
        Make("own ()", "BEGIN TRANSACTION; CALL one(1); COMMIT; RETURN 0;");
        _sql.Run("BEGIN TRANSACTION; INSERT INTO t VALUES (9)");

        Assert.IsType<NotEmulatedException>(_sql.Fails("CALL own()"));
        _sql.Run("COMMIT");
        Assert.Equal(["9"], Rows());
    }

    [Fact]
    public void Call_ItselfWithoutEnd_IsAnError()
    {
        Make("again ()", "CALL again(); RETURN 0;");

        Assert.Contains("16 deep", _sql.Fails("CALL again()").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CALL missing()")]
    [InlineData("CALL one()")]
    [InlineData("CALL one(1, 2)")]
    public void Call_NoSuchProcedure_IsAnError(string call) => Assert.Equal(2140, _sql.Fails(call).Number);

    [Fact]
    public void Drop_ByNameAndTypes_OnlyThatOne()
    {
        Assert.Contains("does not exist", _sql.Fails("DROP PROCEDURE one()").Message, StringComparison.Ordinal);
        _sql.Run("DROP PROCEDURE IF EXISTS one(VARCHAR); DROP PROCEDURE one(NUMBER)");

        Assert.Equal(["BAD|BAD(NUMBER) RETURN NUMBER|made for tests|D"], Shown());
    }

    [Fact]
    public void Create_Again_ReplacesOnlyWithOrReplace()
    {
        Assert.Contains("already exists", _sql.Fails("CREATE PROCEDURE one(n NUMBER(20,0)) RETURNS INT LANGUAGE SQL EXECUTE AS CALLER AS BEGIN RETURN 5; END").Message, StringComparison.Ordinal);
        Assert.IsType<NotEmulatedException>(_sql.Fails("CREATE PROCEDURE one(n VARCHAR) RETURNS INT LANGUAGE SQL EXECUTE AS CALLER AS BEGIN RETURN 5; END"));
        Make("one (n NUMBER(20,0))", "RETURN 5;");

        Assert.Equal("5", _sql.One("CALL one(1)"));
        Assert.Equal(["BAD|BAD(NUMBER) RETURN NUMBER|made for tests|D", "ONE|ONE(NUMBER) RETURN NUMBER|made for tests|D"], Shown());
    }

    [Fact]
    public void Call_AnotherRole_NeedsUsageAndTheRightsOfItsStatements()
    {
        _sql.Run("""
            USE SECONDARY ROLES NONE; CREATE ROLE r; GRANT ROLE r TO USER emulator; GRANT USAGE ON DATABASE D TO ROLE r; GRANT USAGE ON SCHEMA D.PUBLIC TO ROLE r; GRANT SELECT ON TABLE t TO ROLE r;
            CREATE PROCEDURE reads() RETURNS NUMBER(20,0) LANGUAGE SQL EXECUTE AS CALLER AS BEGIN RETURN (SELECT COUNT(*) FROM t); END;
            USE ROLE r
            """);
        Assert.Contains("does not exist or not authorized", _sql.Fails("CALL reads()").Message, StringComparison.Ordinal);
        _sql.Run("USE ROLE ACCOUNTADMIN; GRANT USAGE ON ALL PROCEDURES IN SCHEMA D.PUBLIC TO ROLE r; USE ROLE r");

        Assert.Equal("0", _sql.One("CALL reads()"));
        Assert.Contains("INSERT", _sql.Fails("CALL one(1)").Message, StringComparison.Ordinal);
    }

    private void Make(string signature, string body) =>
        _sql.Run($"CREATE OR REPLACE PROCEDURE {signature} RETURNS NUMBER(20,0) LANGUAGE SQL COMMENT = 'made for tests' EXECUTE AS CALLER AS BEGIN {body} END");

    private IReadOnlyList<string> Rows() => _sql.Rows("SELECT id FROM t ORDER BY 1");

    private IReadOnlyList<string> Shown() => _sql.Rows("SHOW PROCEDURES IN SCHEMA D.PUBLIC ->> SELECT \"name\", \"arguments\", \"description\", \"catalog_name\" FROM $1 ORDER BY 1");
}
