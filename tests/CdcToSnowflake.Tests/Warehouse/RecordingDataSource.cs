using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace CdcToSnowflake.Tests.Warehouse;

/// <summary>A database that writes down what it is asked to run, refuses what it is told to, and has nothing whenever it is asked a question.</summary>
internal sealed class RecordingDataSource : DbDataSource
{
    private int _running;

    public List<string> Statements { get; } = [];

    public int Questions { get; private set; }

    public int MostAtOnce { get; private set; }

    public Func<string, bool> Refuses { get; set; } = _ => false;

    /// <summary>The error that a question gets; null for an answer.</summary>
    public Func<string, DbException?> Fails { get; set; } = _ => null;

    public override string ConnectionString => "";

    protected override DbConnection CreateDbConnection() => new Connection(this);

    private async Task<int> RunAsync(string sql, CancellationToken cancellationToken)
    {
        lock (Statements)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        }
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        lock (Statements)
        {
            _running--;
            if (Refuses(sql))
            {
                throw new RefusedException();
            }
            Statements.Add(sql);
        }
        return 0;
    }

    internal sealed class RefusedException() : DbException("no such privilege");

    private sealed class Connection(RecordingDataSource source) : DbConnection
    {
        private ConnectionState _state = ConnectionState.Closed;

        [AllowNull]
        public override string ConnectionString { get => ""; set => throw new NotSupportedException(); }

        public override string Database => "";

        public override string DataSource => "";

        public override string ServerVersion => "";

        public override ConnectionState State => _state;

        public override void Open() => _state = ConnectionState.Open;

        public override void Close() => _state = ConnectionState.Closed;

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

        protected override DbCommand CreateDbCommand() => new Command(source);
    }

    private sealed class Command(RecordingDataSource source) : DbCommand
    {
        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; }

        protected override DbParameterCollection DbParameterCollection => throw new NotSupportedException();

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override int ExecuteNonQuery() => throw new NotSupportedException();

        public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) => source.RunAsync(CommandText, cancellationToken);

        public override object ExecuteScalar() => throw new NotSupportedException();

        public override void Prepare()
        {
        }

        protected override DbParameter CreateDbParameter() => throw new NotSupportedException();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
        {
            source.Questions++;
            return source.Fails(CommandText) is { } error ? throw error : new DataTable().CreateDataReader();
        }
    }
}
