using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Emulator.Execution;

namespace CdcToSnowflake.Emulator.Server;

/// <summary>A session with the embedded Snowflake, as ADO.NET has it.</summary>
internal sealed class EmulatorConnection(SnowflakeEmulator emulator) : DbConnection
{
    private Session? _session;
    private SessionStart _start = new();
    private string _connectionString = string.Empty;

    /// <summary>Where the session begins: <c>role=…;warehouse=…;db=…;schema=…</c>, each if it is to.</summary>
    [AllowNull]
    public override string ConnectionString
    {
        get => _connectionString;
        set
        {
            if (_session is not null)
            {
                throw new InvalidOperationException("The connection is open: say where its session begins before.");
            }

            _start = SessionStart.Parse(value ?? string.Empty);
            _connectionString = value ?? string.Empty;
        }
    }

    public override string Database => _session?.Database ?? string.Empty;

    public override string DataSource => "embedded";

    public override string ServerVersion => "9.0.0";

    public override ConnectionState State => _session is null ? ConnectionState.Closed : ConnectionState.Open;

    internal Session Session => _session ?? throw new InvalidOperationException("The connection is not open.");

    public override void Open()
    {
        if (_session is not null)
        {
            return;
        }

        var session = emulator.OpenSession();
        try
        {
            _start.Apply(session, CancellationToken.None);
            _session = session;
        }
        finally
        {
            if (_session is null)
            {
                session.Dispose();
            }
        }
    }

    public override void Close()
    {
        _session?.Dispose();
        _session = null;
    }

    public override void ChangeDatabase(string databaseName)
    {
        using var command = CreateDbCommand();
        command.CommandText = "USE DATABASE " + Parsing.Ast.SqlText.Quoted(databaseName);
        command.ExecuteNonQuery();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        if (isolationLevel is not (IsolationLevel.Unspecified or IsolationLevel.ReadCommitted))
        {
            throw new NotSupportedException("Snowflake's transactions are READ COMMITTED.");
        }

        if (Session.Transaction is not null)
        {
            throw new InvalidOperationException("A transaction is already open.");
        }

        Session.Begin();
        return new EmulatorTransaction(this);
    }

    protected override DbCommand CreateDbCommand() => new EmulatorCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }
}
