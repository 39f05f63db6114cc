using CdcToSnowflake.Emulator.Translation;
using DuckDB.NET.Data;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>One DuckDB connection. Its errors leave as Snowflake's.</summary>
internal sealed class DuckSession : IDisposable
{
    private readonly DuckDBConnection _connection;

    public DuckSession(string connectionString)
        : this(new DuckDBConnection(connectionString))
    {
    }

    /// <summary>Teaches a database what translated texts need, once it is opened.</summary>
    public void Prepare()
    {
        DocumentFunctions.Register(_connection);
        foreach (var sql in DuckDbPrelude.Database)
        {
            Execute(sql);
        }
    }

    private DuckSession(DuckDBConnection connection)
    {
        _connection = connection;
        if (_connection.State != System.Data.ConnectionState.Open)
        {
            _connection.Open();
        }
    }

    /// <returns>The rows that the last statement changed.</returns>
    public int Execute(string sql, CancellationToken cancellationToken = default)
    {
        using var command = Command(sql);
        return Run(command, command.ExecuteNonQuery, cancellationToken);
    }

    /// <summary>Whether a transaction is open.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Begins a transaction.</summary>
    /// <param name="first">What it begins with at once.</param>
    public void Begin(string? first = null)
    {
        Execute("BEGIN TRANSACTION");
        HasBegun = true;
        if (first is null)
        {
            return;
        }

        try
        {
            Execute(first);
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    public void Commit()
    {
        HasBegun = false; // DuckDB ends a transaction whose COMMIT fails too
        Execute("COMMIT");
    }

    public void Rollback()
    {
        HasBegun = false;
        Execute("ROLLBACK");
    }

    /// <summary>
    /// A query's rows, complete and independent of what this connection does next. Always within a transaction: the provider prepares a text and then runs it, and by itself
    /// each would be a transaction of its own. DuckDB packs texts by a table's statistics as they were when it planned, so rows that came in between would be cut to what had been there.
    /// </summary>
    public DuckDBDataReader Query(string sql, CancellationToken cancellationToken = default)
    {
        if (HasBegun)
        {
            return Read(sql, cancellationToken);
        }

        Begin();
        try
        {
            return Read(sql, cancellationToken);
        }
        finally
        {
            Rollback(); // nothing was written, and after an error there is nothing to commit
        }
    }

    /// <summary>Fills a temporary table from memory.</summary>
    public void Append(string temporaryTable, Action<DuckDBAppender> fill)
    {
        using var appender = _connection.CreateAppender("temp", "main", temporaryTable);
        fill(appender);
    }

    public string? Text(string sql, CancellationToken cancellationToken = default)
    {
        using var rows = Query(sql, cancellationToken);
        return rows.Read() && !rows.IsDBNull(0) ? rows.GetString(0) : null;
    }

    public bool IsTrue(string sql, CancellationToken cancellationToken = default)
    {
        using var rows = Query(sql, cancellationToken);
        return rows.Read() && !rows.IsDBNull(0) && rows.GetBoolean(0);
    }

    /// <summary>Another connection to the same database, in memory: each ":memory:" would be one of its own.</summary>
    public DuckSession Duplicate() => new(_connection.Duplicate());

    public void Dispose() => _connection.Dispose();

    private DuckDBDataReader Read(string sql, CancellationToken cancellationToken)
    {
        var command = Command(sql);
        try
        {
            return Run(command, command.ExecuteReader, cancellationToken);
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    private static T Run<T>(DuckDBCommand command, Func<T> run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var interruption = new Interruption(command, cancellationToken);
        try
        {
            return run();
        }
        catch (DuckDBException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw DuckErrors.Translate(e, command.CommandText);
        }
    }

    private DuckDBCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from the translation, which writes every name and literal by its quoting functions.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
