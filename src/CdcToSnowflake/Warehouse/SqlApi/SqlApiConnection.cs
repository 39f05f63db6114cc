using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace CdcToSnowflake.Warehouse.SqlApi;

/// <summary>What ADO.NET calls a connection; the SQL API has none. It holds the database of unqualified names.</summary>
internal sealed class SqlApiConnection(SnowflakeSqlApiDataSource source) : DbConnection
{
    private ConnectionState _state = ConnectionState.Closed;
    private string? _database = source.Options.Database;
    private string? _schema = source.Options.Schema;

    [AllowNull]
    public override string ConnectionString
    {
        get => source.ConnectionString;
        set => throw new NotSupportedException("The connection belongs to a data source: make another data source.");
    }

    public override string Database => _database ?? "";

    public override string DataSource => source.Host;

    /// <summary>Empty: only a statement could tell (SELECT CURRENT_VERSION()).</summary>
    public override string ServerVersion => "";

    public override ConnectionState State => _state;

    internal SnowflakeSqlApiDataSource Source => source;

    internal string? Schema => _schema;

    public override void Open() => _state = ConnectionState.Open;

    public override void Close() => _state = ConnectionState.Closed;

    /// <param name="databaseName">As Snowflake stores it. The schema is the new database's PUBLIC, as after USE DATABASE.</param>
    public override void ChangeDatabase(string databaseName)
    {
        ArgumentException.ThrowIfNullOrEmpty(databaseName);
        (_database, _schema) = (databaseName, "PUBLIC");
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException(
        "The SQL API keeps no session, so a transaction must be one command: BEGIN TRANSACTION; …; COMMIT, with a parameter named MULTI_STATEMENT_COUNT of value 0. (Manual: \"Using explicit transactions\".)");

    protected override DbCommand CreateDbCommand() => new SnowflakeSqlApiCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }
}
