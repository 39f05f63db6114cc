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

        foreach (var setting in DuckDbPrelude.Connection)
        {
            Execute(setting);
        }
    }

    /// <returns>The rows that the last statement changed.</returns>
    public int Execute(string sql, CancellationToken cancellationToken = default)
    {
        using var command = Command(sql);
        using var cancel = cancellationToken.Register(command.Cancel);
        try
        {
            return command.ExecuteNonQuery();
        }
        catch (DuckDBException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw DuckErrors.Translate(e, sql);
        }
    }

    /// <summary>A query's rows, complete and independent of what this connection does next.</summary>
    public DuckDBDataReader Query(string sql, CancellationToken cancellationToken = default)
    {
        var command = Command(sql);
        using var cancel = cancellationToken.Register(command.Cancel);
        try
        {
            return command.ExecuteReader(System.Data.CommandBehavior.Default);
        }
        catch (DuckDBException e)
        {
            command.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw DuckErrors.Translate(e, sql);
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

    private DuckDBCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from the translation, which writes every name and literal by its quoting functions.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
