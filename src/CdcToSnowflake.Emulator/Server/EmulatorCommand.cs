using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing;

namespace CdcToSnowflake.Emulator.Server;

/// <summary>One or more statements. All run when the command is executed, one after another; what came before a failed one stays.</summary>
internal sealed class EmulatorCommand(EmulatorConnection? connection) : DbCommand
{
    private readonly EmulatorParameterCollection _parameters = new();
    private EmulatorConnection? _connection = connection;
    private CancellationTokenSource? _running;

    [AllowNull]
    public override string CommandText { get; set => field = value ?? string.Empty; } = string.Empty;

    /// <summary>Seconds; 0, the default, waits without end.</summary>
    public override int CommandTimeout { get; set; }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
            {
                throw new NotSupportedException("Only text commands.");
            }
        }
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => _connection;
        set => _connection = (EmulatorConnection?)value;
    }

    protected override DbParameterCollection DbParameterCollection => _parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
        try
        {
            _running?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery()
    {
        using var reader = (EmulatorDataReader)ExecuteDbDataReader(CommandBehavior.Default);
        return reader.RecordsAffected;
    }

    public override object? ExecuteScalar()
    {
        using var reader = ExecuteDbDataReader(CommandBehavior.Default);
        return reader.Read() ? reader.GetValue(0) : null;
    }

    protected override DbParameter CreateDbParameter() => new EmulatorParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        var open = _connection ?? throw new InvalidOperationException("The command has no connection.");
        using var running = new CancellationTokenSource();
        if (CommandTimeout > 0)
        {
            running.CancelAfter(TimeSpan.FromSeconds(CommandTimeout));
        }

        _running = running;
        var results = new List<StatementResult>();
        try
        {
            var executor = new StatementExecutor(open.Session);
            var binds = _parameters.Binds();
            foreach (var statement in SqlParser.Parse(CommandText))
            {
                results.Add(executor.Execute(statement, binds, running.Token));
            }

            return new EmulatorDataReader(results, (behavior & CommandBehavior.CloseConnection) != 0 ? open : null);
        }
        catch (Exception error)
        {
            results.ForEach(result => result.Dispose());
            if (error is OperationCanceledException)
            {
                throw new SnowflakeException(604, "57014", "SQL execution canceled", error);
            }

            throw;
        }
        finally
        {
            _running = null;
        }
    }

    // The statements run on the caller's thread, as DuckDB does; a cancelled token ends them.
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var registration = cancellationToken.Register(Cancel);
        await using (registration.ConfigureAwait(false))
        {
            return ExecuteDbDataReader(behavior);
        }
    }
}
