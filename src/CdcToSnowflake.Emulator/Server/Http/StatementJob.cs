using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>A request's statements, which run in a session of their own, whether or not anybody waits.</summary>
internal sealed class StatementJob : IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();

    private readonly int _rowsPerPartition;

    public StatementJob(SnowflakeEmulator emulator, SubmittedRequest request, EmulatorServerOptions options)
    {
        _rowsPerPartition = options.RowsPerPartition;
        CreatedOn = options.Clock.GetUtcNow();
        Completion = Task.Run(() => Run(emulator, request, options.Clock));
    }

    /// <summary>A statement of a request of several, which has ended.</summary>
    private StatementJob(StoredResult result, DateTimeOffset createdOn)
    {
        CreatedOn = createdOn;
        Result = result;
        Completion = Task.CompletedTask;
    }

    public string Handle { get; } = Guid.NewGuid().ToString();

    public DateTimeOffset CreatedOn { get; }

    /// <summary>Never fails: <see cref="Error"/> tells.</summary>
    public Task Completion { get; }

    public StoredResult? Result { get; private set; }

    public SnowflakeException? Error { get; private set; }

    /// <summary>The request's own time limit ended it.</summary>
    public bool IsTimeUp { get; private set; }

    /// <summary>One for each statement of a request of several; else empty.</summary>
    public IReadOnlyList<StatementJob> Parts { get; private set; } = [];

    public void Cancel() => _cancelled.Cancel();

    public void Dispose() => _cancelled.Dispose();

    private void Run(SnowflakeEmulator emulator, SubmittedRequest request, TimeProvider clock)
    {
        using var limit = request.Timeout > 0 ? new CancellationTokenSource(TimeSpan.FromSeconds(request.Timeout), clock) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancelled.Token, limit.Token);
        try
        {
            using var session = Open(emulator, request, either.Token);
            Execute(session, request, either.Token);
        }
        catch (SnowflakeException e)
        {
            Error = e;
        }
        catch (OperationCanceledException e)
        {
            IsTimeUp = limit.IsCancellationRequested && !_cancelled.IsCancellationRequested;
            Error = IsTimeUp
                ? new SnowflakeException(630, "57014", $"Statement reached its statement or warehouse timeout of {request.Timeout} second(s) and was canceled.", e)
                : new SnowflakeException(604, "57014", "SQL execution canceled", e);
        }
        catch (Exception e)
        {
            // Whatever it was, whoever asked must hear of it.
            Error = new SnowflakeException(603, "XX000", $"SQL execution internal error: {e.Message}", e);
        }
    }

    private static Session Open(SnowflakeEmulator emulator, SubmittedRequest request, CancellationToken cancellationToken)
    {
        var session = emulator.OpenSession();
        try
        {
            var executor = new StatementExecutor(session);
            new SessionStart(request.Role, request.Warehouse, request.Database, request.Schema).Apply(session, cancellationToken);
            foreach (var (name, value) in request.Parameters)
            {
                Run(executor, $"ALTER SESSION SET {name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'", cancellationToken);
            }

            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static void Run(StatementExecutor executor, string sql, CancellationToken cancellationToken) =>
        executor.Execute(SqlParser.Parse(sql)[0], StatementBinds.None, cancellationToken).Dispose();

    private void Execute(Session session, SubmittedRequest request, CancellationToken cancellationToken)
    {
        var statements = SqlParser.Parse(request.Statement);
        if (request.StatementCount != 0 && statements.Count != request.StatementCount)
        {
            throw new SnowflakeException(8, "0A000", $"Actual statement count {statements.Count} did not match the desired statement count {request.StatementCount}.");
        }

        var executor = new StatementExecutor(session);
        if (statements.Count == 1)
        {
            RequireNoSession(statements[0]);
            Result = Stored(executor, statements[0], WireBinding.Of(request), request, cancellationToken);
            return;
        }

        if (request.Bindings.Count > 0)
        {
            throw new NotEmulatedException("bindings in a request of several statements, which Snowflake does not support");
        }

        var parts = new List<StatementJob>();
        foreach (var statement in statements)
        {
            try
            {
                parts.Add(new StatementJob(Stored(executor, statement, StatementBinds.None, request, cancellationToken), CreatedOn));
            }
            catch (SnowflakeException e)
            {
                throw new SnowflakeException(
                    100132,
                    "P0000",
                    $"JavaScript execution error: Uncaught Execution of multiple statements failed on statement \"{Shortened(statement.Text)}\" (at line {statement.Position.Line}, position {statement.Position.Offset}).\n{e.RawMessage} in SYSTEM$MULTISTMT",
                    e);
            }
        }

        Parts = parts;
        Result = StoredResult.SeveralStatements;
    }

    private StoredResult Stored(StatementExecutor executor, Statement statement, StatementBinds binds, SubmittedRequest request, CancellationToken cancellationToken)
    {
        using var result = executor.Execute(statement, binds, cancellationToken);
        return StoredResult.Of(result, new RowWriter(_rowsPerPartition, request.NullText), cancellationToken);
    }

    /// <summary>From the manual's "Introduction to the SQL API": what would change only a session is for requests of several statements.</summary>
    private static void RequireNoSession(Statement statement)
    {
        if (statement is UseStatement or UseSecondaryRolesStatement or AlterSessionStatement or SetVariableStatement or UnsetVariableStatement or BeginTransactionStatement or CommitStatement or RollbackStatement)
        {
            throw new SnowflakeException(2, "0A000", $"Unsupported feature '{statement.Text.Split(' ', '\n')[0].ToUpperInvariant()} outside of a request of several statements'.");
        }
    }

    private static string Shortened(string text) => text.Length <= 30 ? text : string.Concat(text.AsSpan(0, 30), "...");
}
